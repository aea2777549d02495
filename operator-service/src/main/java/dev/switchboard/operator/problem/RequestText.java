package dev.switchboard.operator.problem;

/** Text as requests may hold it: what can be stored, published and shown, and nothing else. */
final class RequestText {
    private RequestText() {}

    /** Without control characters and without halves of characters. */
    static boolean isLine(String text) {
        return text.codePoints().noneMatch(RequestText::isUnreadable);
    }

    /** The same, but in lines and with tabs. */
    static boolean isReadable(String text) {
        return text.codePoints()
                .filter(point -> point != '\n' && point != '\r' && point != '\t')
                .noneMatch(RequestText::isUnreadable);
    }

    private static boolean isUnreadable(int codePoint) {
        return Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.SURROGATE;
    }
}
