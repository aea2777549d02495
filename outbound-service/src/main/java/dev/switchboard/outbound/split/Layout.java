package dev.switchboard.outbound.split;

import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;

/** Places at which a text may be cut, with a rank for each. */
final class Layout {
    /** Not between two user-perceived characters. */
    static final byte NOWHERE = 0;

    static final byte CHARACTER = 1;
    static final byte CLAUSE = 2;
    static final byte WORD = 3;
    static final byte SENTENCE = 4;
    static final byte LINE = 5;
    static final byte PARAGRAPH = 6;

    /**
     * Barrier of a place: none; inside a span that fits a part whole; inside or next to a marker.
     */
    static final byte FREE = 0;

    static final byte KEPT_WHOLE = 1;
    static final byte MARKER = 2;

    private final String text;
    private final byte[] ranks;
    private final byte[] barriers;
    private final byte[] closing;
    private final List<Span> spans;

    /**
     * @param maxLength of a span that is kept whole
     */
    Layout(String text, int maxLength) {
        this.text = text;
        this.ranks = new byte[text.length() + 1];
        this.barriers = new byte[text.length() + 1];
        this.closing = new byte[text.length() + 1];
        rank();
        var links = Links.in(text);
        this.spans = Spans.in(text, links);
        links.forEach(this::keepWithLabel);
        links.forEach(link -> addBarriers(link, maxLength));
        spans.forEach(span -> addBarriers(span, maxLength));
    }

    String text() {
        return text;
    }

    /** The formatted spans, by their start. */
    List<Span> spans() {
        return spans;
    }

    byte rank(int cut) {
        return ranks[cut];
    }

    byte barrier(int cut) {
        return barriers[cut];
    }

    /** Number of characters that close the spans open here. */
    int closing(int cut) {
        return closing[cut];
    }

    /** Position after the white space that is dropped at a cut. */
    int afterWhiteSpace(int cut) {
        var at = cut;
        while (at < text.length()) {
            var end = nextCharacter(at);
            if (!isWhiteSpace(at, end)) {
                break;
            }
            at = end;
        }
        return at;
    }

    private int nextCharacter(int from) {
        var end = from + 1;
        while (ranks[end] == NOWHERE) {
            end++;
        }
        return end;
    }

    private void rank() {
        var characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        var runStart = -1;
        var from = characters.first();
        for (var to = characters.next(); to != BreakIterator.DONE; to = characters.next()) {
            ranks[to] = BreakFinder.rankAfter(text, to);
            if (!isWhiteSpace(from, to)) {
                rankRun(runStart, from);
                runStart = -1;
            } else if (runStart < 0) {
                runStart = from;
            }
            from = to;
        }
    }

    /** Ranks the start of a run of white space; the rest of it is dropped at a cut. */
    private void rankRun(int start, int end) {
        if (start >= 0) {
            ranks[start] = BreakFinder.rankAt(text, start, end);
        }
    }

    /** Keeps {@code our page: https://…} together. */
    private void keepWithLabel(Span link) {
        var space = link.start() - 1;
        if (space > 0 && text.charAt(space) == ' ' && text.charAt(space - 1) == ':') {
            ranks[space] = CLAUSE;
        }
    }

    private boolean isWhiteSpace(int from, int to) {
        for (var at = from; at < to; at++) {
            if (!Character.isWhitespace(text.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    private void addBarriers(Span span, int maxLength) {
        var whole = span.length() <= maxLength ? KEPT_WHOLE : FREE;
        for (var at = span.start() + 1; at < span.end(); at++) {
            barriers[at] = (byte) Math.max(barriers[at], span.isMarkerCutAt(at) ? MARKER : whole);
            closing[at] += (byte) span.close().length();
        }
    }
}
