package dev.switchboard.outbound.split;

import java.util.List;
import java.util.regex.Pattern;

/** Checks that a split text is intact. */
final class IntactText {
    private static final Pattern HEADER = Pattern.compile("^\\[Part \\d+/\\d+]\n");
    private static final Pattern CHARACTER = Pattern.compile("\\X");

    private IntactText() {}

    static String body(String part) {
        return HEADER.matcher(part).replaceFirst("");
    }

    /** All bodies without white space. */
    static String joined(List<String> parts) {
        return bare(String.join("", parts.stream().map(IntactText::body).toList()));
    }

    static String bare(String text) {
        return text.replaceAll("\\s", "");
    }

    static String withoutMarkers(String text) {
        return text.replaceAll("[*_~`]", "");
    }

    /** Returns whether every user-perceived character of {@code body} is one of {@code text}. */
    static boolean characters(String text, String body) {
        var known = CHARACTER.matcher(text).results().map(found -> found.group()).toList();
        return CHARACTER.matcher(body).results().allMatch(found -> known.contains(found.group()));
    }
}
