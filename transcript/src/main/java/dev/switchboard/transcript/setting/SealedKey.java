package dev.switchboard.transcript.setting;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * Key of a provider's API, sealed by {@link KeySealer}.
 *
 * @param hint its last characters, which may be shown
 */
@SuppressWarnings("ArrayRecordComponent") // Opened as bytes, never compared.
public record SealedKey(byte[] sealed, String hint) {

    /** First byte of what a key of Tink's usual kind has sealed; the key's id follows. */
    private static final byte TINK_PREFIX = 1;

    /** Returns the id of the key that has sealed it; empty if it does not say. */
    public OptionalLong sealingKey() {
        return sealed.length > Integer.BYTES && sealed[0] == TINK_PREFIX
                ? OptionalLong.of(Integer.toUnsignedLong(ByteBuffer.wrap(sealed).getInt(1)))
                : OptionalLong.empty();
    }

    /** Without the bytes. */
    @Override
    public String toString() {
        return hint;
    }
}
