package dev.switchboard.transcript.spend;

/**
 * Tokens of a model call, which mean the same for every provider.
 *
 * @param input of the prompt, with cached and audio, without cacheWrite
 * @param cached of the input, read from the provider's cache
 * @param cacheWrite of the prompt, written to the provider's cache
 * @param audio of the input, as sound
 * @param output of the answer
 * @param thoughts before the answer
 */
public record TokenCounts(
        long input, long cached, long cacheWrite, long audio, long output, long thoughts) {
    public static final TokenCounts NONE = new TokenCounts(0, 0, 0, 0, 0, 0);

    /** Tokens of a prompt, and of an answer. */
    public static TokenCounts of(long input, long output) {
        return new TokenCounts(input, 0, 0, 0, output, 0);
    }

    public boolean isEmpty() {
        return equals(NONE);
    }
}
