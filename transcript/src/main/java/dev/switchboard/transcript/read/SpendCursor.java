package dev.switchboard.transcript.read;

/** Last sum of a page of spend; the next page begins after it. */
public record SpendCursor(long rank, String key) {
    private static final String SEPARATOR = "_";

    /**
     * @throws IllegalArgumentException when {@code text} is not what {@link #toString()} writes
     */
    public static SpendCursor of(String text) {
        var end = text.indexOf(SEPARATOR);
        if (end < 0) {
            throw new IllegalArgumentException("not a cursor: " + text);
        }
        return new SpendCursor(Long.parseLong(text.substring(0, end)), text.substring(end + 1));
    }

    @Override
    public String toString() {
        return rank + SEPARATOR + key;
    }
}
