package dev.switchboard.localstack.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchboard.common.topic.PartitionCount;
import dev.switchboard.common.topic.Topic;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.localstack.process.TcpPorts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

class LocalStackTest {

    @TempDir Path directory;
    private final StackPorts ports = StackPorts.free();

    @Test
    void backingServicesKeepTheirDataOverARestart() throws Exception {
        // Given
        try (LocalStack stack = backing().start()) {
            publish(stack, "written before");
            execute(
                    stack,
                    "CREATE TABLE kept (text varchar); INSERT INTO kept VALUES ('written before')");
            redis(stack, redis -> redis.set("kept", "written before"));
        }

        // When
        try (LocalStack stack = backing().start()) {

            // Then
            assertThat(published(stack)).containsExactly("written before");
            assertThat(selected(stack, "SELECT text FROM kept")).isEqualTo("written before");
            redis(stack, redis -> assertThat(redis.get("kept")).isEqualTo("written before"));
            assertThat(selected(stack, "SHOW fsync")).isEqualTo("on");
            assertThat(selected(stack, "SHOW synchronous_commit")).isEqualTo("on");
        }
    }

    @Test
    void killedBackingServicesKeepTheirData() throws Exception {
        // Given
        try (LocalStack stack = backing().start()) {
            publish(stack, "written before");
            commit(stack, "readers", 42);
            execute(
                    stack,
                    "CREATE TABLE kept (text varchar); INSERT INTO kept VALUES ('written before')");

            // When
            for (String name : List.of("kafka", "postgres")) {
                long killed = stack.program(name).pid().orElseThrow();
                stack.program(name).kill();
                stack.program(name).awaitRestart(killed, Duration.ofSeconds(60));
            }

            // Then
            assertThat(published(stack)).containsExactly("written before");
            assertThat(committed(stack, "readers")).isEqualTo(42);
            assertThat(selected(stack, "SELECT text FROM kept")).isEqualTo("written before");
        }
    }

    @Test
    void kafkaHasTheDeclaredTopicsWithTheirPartitionsAndRetention() throws Exception {
        // When
        try (LocalStack stack = backing().programs("kafka").start();
                Admin admin =
                        Admin.create(
                                Map.of(
                                        "bootstrap.servers",
                                        stack.env("KAFKA_BOOTSTRAP_SERVERS")))) {

            // Then
            List<String> names = Topics.all().stream().map(Topic::name).toList();
            Map<String, TopicDescription> topics =
                    admin.describeTopics(names).allTopicNames().get();
            assertThat(
                            topics.values().stream()
                                    .collect(
                                            Collectors.toMap(
                                                    TopicDescription::name,
                                                    t -> t.partitions().size())))
                    .isEqualTo(
                            Topics.all().stream()
                                    .collect(
                                            Collectors.toMap(
                                                    Topic::name,
                                                    _ -> PartitionCount.SINGLE_MACHINE)));
            for (Topic<?> topic : Topics.all()) {
                ConfigResource resource =
                        new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
                var config = admin.describeConfigs(List.of(resource)).values().get(resource).get();
                topic.config()
                        .forEach((key, value) ->
                                assertThat(config.get(key).value()).isEqualTo(value));
            }
        }
    }

    @Test
    void secondStackOnTheSameStateIsRefused() {
        // Given
        try (LocalStack first = backing().programs("redis").start()) {

            // When / Then
            assertThatThrownBy(() ->
                            LocalStack.builder(directory, directory)
                                    .programs("redis")
                                    .ports(StackPorts.free())
                                    .start())
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("already runs here");
            assertThat(first.program("redis").isReady()).isTrue();
        }
    }

    @Test
    void portOfAnotherProgramIsNamed() throws Exception {
        // Given
        try (ServerSocket other =
                new ServerSocket(ports.of("redis"), 1, InetAddress.getLoopbackAddress())) {

            // When / Then
            assertThatThrownBy(() -> backing().start())
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining(other.getLocalPort() + " (redis)");
        }
    }

    @Test
    void closedStackLeavesNothingRunning() {
        // Given
        LocalStack stack = backing().programs("redis", "postgres").start();
        List<ProcessHandle> programs =
                List.of("redis", "postgres").stream()
                        .map(name ->
                                ProcessHandle.of(stack.program(name).pid().orElseThrow())
                                        .orElseThrow())
                        .toList();

        // When
        stack.close();

        // Then
        assertThat(programs).noneMatch(ProcessHandle::isAlive);
        assertThat(TcpPorts.inUse(ports.of("redis"))).isFalse();
        assertThat(TcpPorts.inUse(ports.of("postgres"))).isFalse();
        assertThatThrownBy(() -> stack.program("redis").start()).isInstanceOf(StackException.class);
    }

    @Test
    void serviceInDevModeHasItsSettingsAndEndsWithItsStack() throws Exception {
        // Given
        Path called = directory.resolve("called");
        Path maven = Files.createDirectories(directory.resolve("bin")).resolve("mvn");
        Files.writeString(
                maven,
                """
                #!/bin/bash
                echo "$@" $QUARKUS_PROFILE $QUARKUS_HTTP_PORT $BUFFER_INSTANCE $REDIS_URL >%s.new
                mv %s.new %s
                exec sleep 600
                """
                        .formatted(called, called, called));
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        Process dev;
        try (LocalStack stack =
                backing()
                        .programs("redis")
                        .environment(
                                Map.of("PATH", maven.getParent() + ":" + System.getenv("PATH")))
                        .start()) {

            // When
            dev = stack.startInDevMode("buffer");

            // Then
            await().until(() -> Files.exists(called));
            assertThat(Files.readString(called))
                    .contains("-pl buffer-service -am process-classes quarkus:dev")
                    .endsWith(
                            " prod %d buffer %s\n"
                                    .formatted(ports.of("buffer"), stack.env("REDIS_URL")));
        }
        assertThat(dev.isAlive()).isFalse();
    }

    @Test
    void freshStackStartsWithoutState() throws Exception {
        // Given
        String token;
        try (LocalStack stack = backing().programs("redis").start()) {
            token = stack.env("SWITCHBOARD_API_TOKEN");
            redis(stack, redis -> redis.set("kept", "written before"));
        }

        // When
        try (LocalStack stack = backing().programs("redis").fresh().start()) {

            // Then
            assertThat(stack.env("SWITCHBOARD_API_TOKEN")).isNotEqualTo(token);
            redis(stack, redis -> assertThat(redis.get("kept")).isNull());
        }
    }

    @Test
    void programLeftOverFromAKilledStackIsEnded() throws Exception {
        // Given
        StateDirectory state = new StateDirectory(directory);
        Process leftover = new ProcessBuilder("sleep", "60").start();
        Files.write(state.pidFile("redis"), Long.toString(leftover.pid()).getBytes(UTF_8));

        // When
        try (LocalStack stack = backing().programs("redis").start()) {

            // Then
            assertThat(leftover.isAlive()).isFalse();
            assertThat(stack.program("redis").isReady()).isTrue();
        }
    }

    private LocalStackBuilder backing() {
        return LocalStack.builder(directory, directory)
                .ports(ports)
                .programs("kafka", "postgres", "redis");
    }

    private static void publish(LocalStack stack, String text) throws Exception {
        Properties properties = clientProperties(stack);
        try (var producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topics.INBOUND.name(), 0, "key", text)).get();
        }
    }

    /** As Kafka Streams does: in a transaction. */
    private static void commit(LocalStack stack, String group, long offset) {
        Properties properties = clientProperties(stack);
        properties.setProperty("transactional.id", group);
        try (var producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.sendOffsetsToTransaction(
                    Map.of(
                            new TopicPartition(Topics.INBOUND.name(), 0),
                            new OffsetAndMetadata(offset)),
                    new ConsumerGroupMetadata(group));
            producer.commitTransaction();
        }
    }

    private static long committed(LocalStack stack, String group) throws Exception {
        try (Admin admin = Admin.create(clientProperties(stack))) {
            return admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition(Topics.INBOUND.name(), 0))
                    .offset();
        }
    }

    private static List<String> published(LocalStack stack) {
        try (var consumer =
                new KafkaConsumer<>(
                        clientProperties(stack),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            List<TopicPartition> partition = List.of(new TopicPartition(Topics.INBOUND.name(), 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            return consumer.poll(Duration.ofSeconds(20)).records(partition.getFirst()).stream()
                    .map(ConsumerRecord::value)
                    .toList();
        }
    }

    private static Properties clientProperties(LocalStack stack) {
        Properties properties = new Properties();
        properties.setProperty("bootstrap.servers", stack.env("KAFKA_BOOTSTRAP_SERVERS"));
        return properties;
    }

    private static void execute(LocalStack stack, String sql) throws Exception {
        try (Connection connection = connect(stack);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String selected(LocalStack stack, String sql) throws Exception {
        try (Connection connection = connect(stack);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private static Connection connect(LocalStack stack) throws Exception {
        URI url = URI.create(stack.env("DATABASE_URL"));
        String[] login = url.getUserInfo().split(":", -1);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath(),
                login[0],
                login[1]);
    }

    private static void redis(LocalStack stack, Consumer<Jedis> use) {
        try (Jedis redis = new Jedis(URI.create(stack.env("REDIS_URL")))) {
            use.accept(redis);
        }
    }
}
