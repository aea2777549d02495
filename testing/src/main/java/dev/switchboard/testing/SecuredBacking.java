package dev.switchboard.testing;

import dev.switchboard.localstack.kafka.KafkaSecurity;
import dev.switchboard.localstack.kafka.KafkaServer;
import dev.switchboard.localstack.postgres.PostgresServer;
import dev.switchboard.localstack.process.TcpPorts;
import dev.switchboard.localstack.redis.RedisServer;
import dev.switchboard.localstack.supervisor.StateDirectory;
import dev.switchboard.localstack.supervisor.SupervisedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Kafka and PostgreSQL that accept only TLS with a login, and Redis with TLS and a password. */
public final class SecuredBacking implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final String PASSWORD = "p-4%20\"of+tests";
    private static final String URL_PASSWORD = "p-4%2520%22of%2Btests";

    /**
     * Password of Redis, without special characters: it is a command-line argument and part of an
     * inline command.
     */
    private static final String PLAIN_PASSWORD = "of-tests-alone";

    private final List<SupervisedProgram> programs;
    private final Map<String, String> settings;

    private SecuredBacking(List<SupervisedProgram> programs, Map<String, String> settings) {
        this.programs = programs;
        this.settings = settings;
    }

    /**
     * Returns once all are ready.
     *
     * @param directory of the stored data; the caller deletes it
     */
    public static SecuredBacking start(Path directory) throws IOException {
        StateDirectory state = new StateDirectory(directory);
        TestCertificate certificate = TestCertificate.make(state.root());
        KafkaSecurity security =
                new KafkaSecurity(
                        certificate.keystore(),
                        certificate.password(),
                        certificate.certificate(),
                        "switchboard",
                        PASSWORD.replace("\"", ""));
        KafkaServer kafka =
                new KafkaServer(
                        TcpPorts.free(),
                        state.data("kafka"),
                        Optional.of(security),
                        System.getenv());
        PostgresServer postgres =
                new PostgresServer(
                        TcpPorts.free(),
                        state.data("postgres"),
                        PASSWORD,
                        withTls(state.root(), certificate),
                        System.getenv());
        int tlsPort = TcpPorts.free();
        RedisServer redis =
                new RedisServer(
                        TcpPorts.free(),
                        state.data("redis"),
                        Optional.of(PLAIN_PASSWORD),
                        withTls(tlsPort, certificate),
                        System.getenv());
        Map<String, String> settings = new HashMap<>(security.settings());
        settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        settings.put("DATABASE_URL", databaseUrl(postgres.port(), certificate.certificate()));
        settings.put("REDIS_URL", "rediss://:" + PLAIN_PASSWORD + "@127.0.0.1:" + tlsPort);
        settings.put("QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM", "true");
        settings.put(
                "QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM_CERTS",
                certificate.certificate().toString());
        List<SupervisedProgram> programs =
                List.of(
                        SupervisedProgram.withoutRestarts(kafka, state),
                        SupervisedProgram.withoutRestarts(postgres, state),
                        SupervisedProgram.withoutRestarts(redis, state));
        SecuredBacking backing = new SecuredBacking(programs, Map.copyOf(settings));
        programs.forEach(SupervisedProgram::start);
        programs.forEach(program -> program.awaitReady(START_TIMEOUT));
        return backing;
    }

    /**
     * URL with an unreachable first host, so that the client has to find the host that takes
     * writes.
     */
    private static String databaseUrl(int port, Path certificate) {
        return "postgresql://switchboard:%s@127.0.0.1:1,127.0.0.1:%d/switchboard?sslmode=verify-full&sslrootcert=%s"
                .formatted(URL_PASSWORD, port, certificate);
    }

    private static List<String> withTls(Path directory, TestCertificate certificate)
            throws IOException {
        Path access = directory.resolve("pg_hba.conf");
        Files.writeString(access, "hostssl all all 127.0.0.1/32 scram-sha-256\n");
        return List.of(
                "ssl=on",
                "ssl_cert_file=" + certificate.certificate(),
                "ssl_key_file=" + certificate.key(),
                "hba_file=" + access);
    }

    private static List<String> withTls(int port, TestCertificate certificate) {
        return List.of(
                "--tls-port",
                Integer.toString(port),
                "--tls-cert-file",
                certificate.certificate().toString(),
                "--tls-key-file",
                certificate.key().toString(),
                "--tls-ca-cert-file",
                certificate.certificate().toString(),
                "--tls-auth-clients",
                "no");
    }

    /** Environment variables of a service that connects to them. */
    public Map<String, String> settings() {
        return settings;
    }

    @Override
    public void close() {
        programs.forEach(SupervisedProgram::stop);
    }
}
