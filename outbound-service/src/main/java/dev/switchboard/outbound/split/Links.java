package dev.switchboard.outbound.split;

import java.util.List;
import java.util.regex.Pattern;

/** Finds links, which are useless once they are cut. */
final class Links {
    /** Without {@code \\b}, which scans back over every accent before it, each time. */
    private static final Pattern LINK =
            Pattern.compile("(?i)(?<![a-z0-9])(?:https?://|www\\.)[^\\s<>\"`]++");

    /** Characters that in prose follow a link more often than they belong to it. */
    private static final String TRAILING = ".,;:!?)]}'*_~";

    private Links() {}

    static List<Span> in(String text) {
        return LINK.matcher(text)
                .results()
                .map(found -> Span.link(found.start(), end(text, found.start(), found.end())))
                .toList();
    }

    private static int end(String text, int start, int found) {
        var end = found;
        while (end > start + 1 && TRAILING.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }
}
