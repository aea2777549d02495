package dev.switchboard.operator.problem;

import java.util.regex.Pattern;

/** Text as requests may hold it: what can be stored, published and shown, and nothing else. */
final class RequestText {
    /** Line breaks of word processors. */
    private static final Pattern LINE_BREAK = Pattern.compile("[\\x0B\\f\\x85]");

    private static final String DELETE = "\u007f";

    private RequestText() {}

    /** As it is meant where it was pasted out of a document. */
    static String pasted(String text) {
        return LINE_BREAK.matcher(text).replaceAll("\n").replace(DELETE, "");
    }

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
