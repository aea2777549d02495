package dev.switchboard.testing;

import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/** Keysets for {@code SECRETS_KEYSET} of tests, of keys that everybody knows. */
public final class TestKeyset {
    private static final int KEY_BYTES = 32;

    private TestKeyset() {}

    /** A keyset of the keys with these numbers; the first one seals. */
    public static String of(int... keys) {
        return "{\"primaryKeyId\":%d,\"key\":[%s]}"
                .formatted(
                        keys[0],
                        Arrays.stream(keys)
                                .mapToObj(TestKeyset::key)
                                .collect(Collectors.joining(",")));
    }

    private static String key(int number) {
        return ("{\"keyData\":{"
                        + "\"typeUrl\":\"type.googleapis.com/google.crypto.tink.AesGcmKey\","
                        + "\"value\":\"%s\",\"keyMaterialType\":\"SYMMETRIC\"},"
                        + "\"status\":\"ENABLED\",\"keyId\":%d,\"outputPrefixType\":\"TINK\"}")
                .formatted(Base64.getEncoder().encodeToString(message(number)), number);
    }

    /** The message AesGcmKey: 32 bytes as its field 3. */
    private static byte[] message(int number) {
        byte[] message = new byte[2 + KEY_BYTES];
        Arrays.fill(message, (byte) number);
        message[0] = 0x1a;
        message[1] = KEY_BYTES;
        return message;
    }
}
