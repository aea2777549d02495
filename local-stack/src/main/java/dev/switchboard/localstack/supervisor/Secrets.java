package dev.switchboard.localstack.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
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
                        added.append(name).append('=').append(quoted(value)).append('\n');
                    }
                });
        if (!added.isEmpty()) {
            append(file, added.toString());
        }
        return Map.copyOf(secrets);
    }

    /** Shells read the file too, and would take the quotes off JSON. */
    private static String quoted(String value) {
        return value.contains("\"") ? "'" + value + "'" : value;
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
        secrets.put("SECRETS_KEYSET", keyset());
        return secrets;
    }

    /** A Tink keyset of one AES256-GCM key, whose message has 32 bytes as its field 3. */
    private static String keyset() {
        byte[] key = new byte[34];
        RANDOM.nextBytes(key);
        key[0] = 0x1a;
        key[1] = 32;
        int id = RANDOM.nextInt(1, Integer.MAX_VALUE);
        return ("""
        {"primaryKeyId":%d,"key":[{"keyData":{
        "typeUrl":"type.googleapis.com/google.crypto.tink.AesGcmKey",
        "value":"%s","keyMaterialType":"SYMMETRIC"},
        "status":"ENABLED","keyId":%d,"outputPrefixType":"TINK"}]}
        """)
                .formatted(id, Base64.getEncoder().encodeToString(key), id)
                .replace("\n", "");
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
