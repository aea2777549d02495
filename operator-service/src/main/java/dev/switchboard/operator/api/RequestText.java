package dev.switchboard.operator.api;

import java.util.regex.Pattern;

/** Rules for text in requests: all of it can be stored, published and shown. */
final class RequestText {
    /** Line breaks of word processors. */
    private static final Pattern LINE_BREAK = Pattern.compile("[\\x0B\\f\\x85]");

    private static final String DELETE = "\u007f";

    private RequestText() {}

    /** Sanitizes text that was pasted from a document. */
    static String sanitize(String text) {
        return LINE_BREAK.matcher(text).replaceAll("\n").replace(DELETE, "");
    }

    /** True without control characters and unpaired surrogates. */
    static boolean isLine(String text) {
        return text.codePoints().noneMatch(RequestText::isUnreadable);
    }

    /** The same, but line breaks and tabs are allowed. */
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
