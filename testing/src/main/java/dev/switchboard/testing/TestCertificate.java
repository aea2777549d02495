package dev.switchboard.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * Self-signed certificate of a server on this machine, made with the JDK's keytool.
 *
 * @param keystore certificate and key (PKCS 12)
 * @param certificate the same certificate (PEM)
 * @param key the same key (PEM)
 */
record TestCertificate(Path keystore, String password, Path certificate, Path key) {
    private static final String ALIAS = "server";

    static TestCertificate make(Path directory) throws IOException {
        Path keystore = directory.resolve("server.p12");
        String password = "of-a-test-certificate";
        run(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-validity",
                "2",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "SAN=ip:127.0.0.1,dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                keystore.toString(),
                "-storepass",
                password);
        try {
            KeyStore store = KeyStore.getInstance(keystore.toFile(), password.toCharArray());
            Path certificate = directory.resolve("server.pem");
            Files.writeString(
                    certificate, pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded()));
            Path key = ownerOnly(directory.resolve("server.key"));
            Files.writeString(
                    key,
                    pem("PRIVATE KEY", store.getKey(ALIAS, password.toCharArray()).getEncoded()));
            return new TestCertificate(keystore, password, certificate, key);
        } catch (GeneralSecurityException e) {
            throw new IOException("The certificate cannot be read", e);
        }
    }

    /** PostgreSQL refuses a key that others may read. */
    private static Path ownerOnly(Path file) throws IOException {
        return Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static String pem(String kind, byte[] content) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), US_ASCII);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(List.of(command).getFirst() + " failed: " + output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while a certificate was made", e);
        }
    }
}
