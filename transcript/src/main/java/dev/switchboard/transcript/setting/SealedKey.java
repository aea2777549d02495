package dev.switchboard.transcript.setting;

/**
 * Key of a provider's API, sealed by {@link KeySealer}.
 *
 * @param hint its last characters, which may be shown
 */
@SuppressWarnings("ArrayRecordComponent") // Opened as bytes, never compared.
public record SealedKey(byte[] sealed, String hint) {

    /** Without the bytes. */
    @Override
    public String toString() {
        return hint;
    }
}
