package dev.switchboard.localstack.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The secrets of one stack, generated once and kept in a file that only its owner reads. */
final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** Reads the file; missing secrets are generated and added to it. */
    static Map<String, String> loadOrGenerate(Path file) {
        Map<String, String> secrets = new LinkedHashMap<>(EnvFile.read(file));
        StringBuilder added = new StringBuilder();
        generated()
                .forEach((name, value) -> {
                    if (secrets.putIfAbsent(name, value) == null) {
                        added.append(name).append('=').append(value).append('\n');
                    }
                });
        if (!added.isEmpty()) {
            append(file, added.toString());
        }
        return Map.copyOf(secrets);
    }

    private static Map<String, String> generated() {
        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put("TWILIO_ACCOUNT_SID", "AC" + random(16));
        secrets.put("TWILIO_AUTH_TOKEN", random(16));
        secrets.put("WHATSAPP_ACCESS_TOKEN", "EAA" + random(32));
        secrets.put("WHATSAPP_APP_SECRET", random(16));
        secrets.put("VERIFY_TOKEN", random(16));
        secrets.put("SWITCHBOARD_API_TOKEN", random(24));
        secrets.put("SWITCHBOARD_CONSOLE_USER", "admin");
        secrets.put("SWITCHBOARD_CONSOLE_PASSWORD", random(8));
        secrets.put("LOCAL_POSTGRES_PASSWORD", random(16));
        return secrets;
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static void append(Path file, String lines) {
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(file, lines, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
