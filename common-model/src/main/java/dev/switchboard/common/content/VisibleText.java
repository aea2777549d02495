package dev.switchboard.common.content;

import java.util.Arrays;

/**
 * Removes from a text the characters that only a model reads and no person sees. Characters that
 * shape the visible text stay, such as joiners, the tags of a flag and direction marks.
 */
public final class VisibleText {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    /** Tags and variation selectors, each able to carry a hidden byte. */
    private static final int HIDDEN_PLANE = 0xE0000;

    private final int[] points;
    private final boolean isWrittenRightToLeft;
    private final StringBuilder kept;
    private int last = -1;

    private VisibleText(String text) {
        this.points = text.codePoints().toArray();
        this.isWrittenRightToLeft = Arrays.stream(points).anyMatch(VisibleText::isRightToLeft);
        this.kept = new StringBuilder(text.length());
    }

    /** Returns the visible text; line ends become {@code \n}. */
    public static String of(String text) {
        return new VisibleText(text).read();
    }

    /**
     * Returns whether the text has no visible character: only spaces, joiners, blank letters and
     * the like.
     */
    public static boolean isBlank(String text) {
        return of(text).codePoints().noneMatch(VisibleText::isSeen);
    }

    private String read() {
        for (var at = 0; at < points.length; ) {
            at = step(at);
        }
        return kept.toString();
    }

    /** Reads at one index and returns the next index to read. */
    private int step(int at) {
        if (points[at] == FlagTags.BLACK_FLAG) {
            var end = FlagTags.end(points, at + 1);
            for (var tag = at; tag < end; tag++) {
                keep(points[tag]);
            }
            return end;
        }
        if (isLineEnd(points[at])) {
            keep('\n');
            return isCarriageReturnBeforeNewline(at) ? at + 2 : at + 1;
        }
        if (isKept(at)) {
            keep(points[at]);
        }
        return at + 1;
    }

    private void keep(int point) {
        kept.appendCodePoint(point);
        last = point;
    }

    private static boolean isLineEnd(int point) {
        return point == '\n' || point == '\r' || point == 0x0B || point == '\f' || point == 0x85;
    }

    private boolean isCarriageReturnBeforeNewline(int at) {
        return points[at] == '\r' && at + 1 < points.length && points[at + 1] == '\n';
    }

    private boolean isKept(int at) {
        var point = points[at];
        return switch (Character.getType(point)) {
            case Character.FORMAT -> isKeptFormat(at);
            case Character.CONTROL -> point == '\t';
            case Character.SURROGATE, Character.PRIVATE_USE -> false;
            default -> isVariation(point) ? varies(point) : !isInHiddenPlane(point);
        };
    }

    private boolean isKeptFormat(int at) {
        var point = points[at];
        if (isShown(point)) {
            return true;
        }
        if (isDirection(point)) {
            return isWrittenRightToLeft && point != last;
        }
        return isJoin(point) && joins(at);
    }

    /** Format characters with a shape of their own, such as Arabic number signs. */
    private static boolean isShown(int point) {
        return (point >= 0x0600 && point <= 0x0605)
                || point == 0x06DD
                || point == 0x070F
                || point == 0x0890
                || point == 0x0891
                || point == 0x08E2
                || point == 0x110BD
                || point == 0x110CD
                || (point >= 0x13430 && point <= 0x1343F);
    }

    /** Marks, embeddings and isolates; overrides only make a text look like another. */
    private static boolean isDirection(int point) {
        return point == 0x200E
                || point == 0x200F
                || point == 0x061C
                || (point >= 0x202A && point <= 0x202C)
                || (point >= 0x2066 && point <= 0x2069);
    }

    private static boolean isRightToLeft(int point) {
        var direction = Character.getDirectionality(point);
        return Character.getType(point) != Character.FORMAT
                && (direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC);
    }

    /**
     * Characters that join or separate letters, or mark possible line ends in scripts without
     * spaces.
     */
    private static boolean isJoin(int point) {
        return point == ZERO_WIDTH_JOINER
                || point == ZERO_WIDTH_NON_JOINER
                || point == 0x200B
                || point == 0x2060
                || point == 0x00AD
                || point == 0x180E;
    }

    /** A joiner has an effect only beside a letter beyond ASCII or an emoji, and only once. */
    private boolean joins(int at) {
        var next = at + 1 < points.length ? points[at + 1] : -1;
        return isJoined(last) || (isJoined(next) && !isFormat(last));
    }

    private static boolean isJoined(int point) {
        return point > 0x7F
                && !isFormat(point)
                && !isInHiddenPlane(point)
                && !Character.isWhitespace(point)
                && !Character.isSpaceChar(point);
    }

    private static boolean isFormat(int point) {
        return point >= 0 && Character.getType(point) == Character.FORMAT;
    }

    private static boolean isVariation(int point) {
        return (point >= 0xFE00 && point <= 0xFE0F) || isIdeographicVariation(point);
    }

    private static boolean isIdeographicVariation(int point) {
        return point >= 0xE0100 && point <= 0xE01EF;
    }

    /** One selector a character, behind a character that has variants. */
    private boolean varies(int selector) {
        if (last < 0 || isVariation(last) || Character.isWhitespace(last)) {
            return false;
        }
        if (isIdeographicVariation(selector)) {
            return Character.isIdeographic(last);
        }
        return isJoined(last) || "0123456789#*".indexOf(last) >= 0;
    }

    private static boolean isInHiddenPlane(int point) {
        return point >= HIDDEN_PLANE && point <= HIDDEN_PLANE + 0xFFFF;
    }

    private static boolean isSeen(int point) {
        return switch (Character.getType(point)) {
            case Character.FORMAT -> isShown(point);
            case Character.CONTROL,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> !isVariation(point) && !isBlankLetter(point);
        };
    }

    /** Hangul fillers, the grapheme joiner, Khmer's inherent vowels, Braille without dots. */
    private static boolean isBlankLetter(int point) {
        return point == 0x115F
                || point == 0x1160
                || point == 0x3164
                || point == 0xFFA0
                || point == 0x034F
                || point == 0x17B4
                || point == 0x17B5
                || point == 0x2800
                || (point >= 0x180B && point <= 0x180F);
    }
}
