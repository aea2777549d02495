package dev.switchboard.aiworker.history;

/**
 * Takes out of a text what people cannot see but a model reads: zero-width characters, tag
 * characters, direction overrides and control characters.
 */
public final class Cleaned {
    /** Tags and variation selectors, each able to carry a hidden byte. */
    private static final int HIDDEN_PLANE = 0xE0000;

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private Cleaned() {}

    /** The visible text; joiners stay where scripts and emoji need them. */
    public static String of(String text) {
        var kept = new StringBuilder(text.length());
        text.codePoints()
                .filter(Cleaned::isVisible)
                .forEach(point -> {
                    if (!isJoiner(point) || joins(kept)) {
                        kept.appendCodePoint(point);
                    }
                });
        return kept.toString();
    }

    private static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.FORMAT -> isJoiner(point);
            case Character.CONTROL -> point == '\n' || point == '\t';
            case Character.SURROGATE, Character.PRIVATE_USE -> false;
            default -> point < HIDDEN_PLANE || point > HIDDEN_PLANE + 0xFFFF;
        };
    }

    private static boolean isJoiner(int point) {
        return point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_NON_JOINER;
    }

    /** A joiner has work to do only after a letter beyond ASCII or after an emoji. */
    private static boolean joins(StringBuilder kept) {
        return !kept.isEmpty()
                && kept.codePointBefore(kept.length()) > 0x7F
                && !isJoiner(kept.codePointBefore(kept.length()));
    }
}
