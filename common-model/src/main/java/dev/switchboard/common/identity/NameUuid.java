package dev.switchboard.common.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Version 5 UUIDs (RFC 9562, section 5.5): the same name gives the same id on every machine. */
final class NameUuid {
    private static final UUID SWITCHBOARD = UUID.fromString("5b1d7c1e-6f0a-5c3e-9a54-6b8f2d9c4e10");

    /** Cannot appear in a provider's id or address, so that ("a", "bc") and ("ab", "c") differ. */
    private static final String SEPARATOR = "\u001f";

    private NameUuid() {}

    static UUID of(String kind, String... parts) {
        var sha1 = sha1();
        sha1.update(
                ByteBuffer.allocate(16)
                        .putLong(SWITCHBOARD.getMostSignificantBits())
                        .putLong(SWITCHBOARD.getLeastSignificantBits())
                        .array());
        sha1.update(kind.getBytes(UTF_8));
        for (var part : parts) {
            sha1.update((SEPARATOR + part).getBytes(UTF_8));
        }
        var hash = ByteBuffer.wrap(sha1.digest());
        var high = (hash.getLong() & ~0xF000L) | 0x5000L;
        var low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-1", e);
        }
    }
}
