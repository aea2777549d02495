package dev.switchboard.outbound.split;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the spans that WhatsApp shows formatted: {@code *bold*}, {@code _italic_}, {@code ~struck~}
 * and {@code `code`} within a line, hugging their text, {@code > quoted} lines, and {@code ```}
 * fences over many lines. Nothing is formatted inside code.
 */
final class Spans {
    private static final String FENCE = "```";
    private static final String QUOTE = "> ";
    private static final String MARKERS = "*_~";
    private static final int NONE = -1;

    /** A longer first line of a fence does not name its language. */
    private static final int MAX_LANGUAGE_LENGTH = 20;

    private final String text;
    private final List<Span> links;
    private final List<Span> found = new ArrayList<>();
    private final int[] opened = new int[MARKERS.length()];
    private int nextLink;
    private boolean fencesLeft = true;

    private Spans(String text, List<Span> links) {
        this.text = text;
        this.links = links;
        Arrays.fill(opened, NONE);
    }

    /** The spans by their start, outer before inner. */
    static List<Span> in(String text, List<Span> links) {
        return new Spans(text, links).scan();
    }

    private List<Span> scan() {
        for (var at = 0; at < text.length(); ) {
            at = step(at);
        }
        found.sort(Comparator.comparingInt(Span::start).thenComparingInt(span -> -span.end()));
        return List.copyOf(found);
    }

    /** Scans one position and returns the next. */
    private int step(int at) {
        var character = text.charAt(at);
        if (character == '\n') {
            Arrays.fill(opened, NONE);
        } else if (character == '`') {
            return code(at);
        } else if (character == '>') {
            quote(at);
        } else if (MARKERS.indexOf(character) >= 0) {
            mark(at, MARKERS.indexOf(character));
        }
        return afterLink(at);
    }

    private void quote(int at) {
        var isAtLineStart = at == 0 || text.charAt(at - 1) == '\n';
        if (isAtLineStart && text.startsWith(QUOTE, at)) {
            var newline = text.indexOf('\n', at);
            found.add(Span.quote(at, newline == NONE ? text.length() : newline, QUOTE));
        }
    }

    private int afterLink(int at) {
        while (nextLink < links.size() && links.get(nextLink).start() < at) {
            nextLink++;
        }
        var isLink = nextLink < links.size() && links.get(nextLink).start() == at;
        return isLink ? links.get(nextLink).end() : at + 1;
    }

    private int code(int at) {
        if (text.startsWith(FENCE, at)) {
            return fence(at);
        }
        var close = at + 1;
        while (close < text.length() && text.charAt(close) != '`' && text.charAt(close) != '\n') {
            close++;
        }
        if (close == text.length() || text.charAt(close) == '\n' || close == at + 1) {
            return at + 1;
        }
        found.add(Span.marked(at, close + 1, "`"));
        return close + 1;
    }

    /** Searches for the end of a fence only while the last search found one. */
    private int fence(int at) {
        var inside = at + FENCE.length();
        var close = fencesLeft ? text.indexOf(FENCE, inside) : NONE;
        fencesLeft = close != NONE;
        if (close <= inside) {
            return inside;
        }
        var end = close + FENCE.length();
        var firstLineEnd = text.indexOf('\n', inside);
        Arrays.fill(opened, NONE);
        found.add(
                firstLineEnd != NONE && firstLineEnd < close
                        ? fenceOfLines(at, firstLineEnd, close)
                        : Span.marked(at, end, FENCE));
        return end;
    }

    private Span fenceOfLines(int at, int firstLineEnd, int close) {
        var firstLine = firstLineEnd - at;
        var head = firstLine <= MAX_LANGUAGE_LENGTH ? firstLine : FENCE.length();
        var lastText = close;
        while (lastText > firstLineEnd && Character.isWhitespace(text.charAt(lastText - 1))) {
            lastText--;
        }
        var end = close + FENCE.length();
        return Span.fenceOfLines(at, end, FENCE, head, end - lastText);
    }

    private void mark(int at, int kind) {
        var start = opened[kind];
        if (start != NONE && start < at - 1 && closes(at)) {
            found.add(Span.marked(start, at + 1, text.substring(at, at + 1)));
            opened[kind] = NONE;
        } else if (opens(at)) {
            opened[kind] = at;
        }
    }

    private boolean opens(int at) {
        return at + 1 < text.length()
                && !Character.isWhitespace(text.charAt(at + 1))
                && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)));
    }

    private boolean closes(int at) {
        return !Character.isWhitespace(text.charAt(at - 1))
                && (at + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(at + 1)));
    }
}
