package dev.switchboard.outbound.split;

import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;

/** Where a text may be cut, and how well each place suits. */
final class Layout {
    /** Not between two characters as a reader sees them. */
    static final byte NOWHERE = 0;

    static final byte CHARACTER = 1;
    static final byte CLAUSE = 2;
    static final byte WORD = 3;
    static final byte SENTENCE = 4;
    static final byte LINE = 5;
    static final byte PARAGRAPH = 6;

    /** Anywhere; inside something that fits a part whole; inside or against a marker. */
    static final byte FREE = 0;

    static final byte KEPT_WHOLE = 1;
    static final byte MARKER = 2;

    private final String text;
    private final byte[] suits;
    private final byte[] bars;
    private final byte[] closing;
    private final List<Span> spans;

    /**
     * @param room how long something may be to be kept whole
     */
    Layout(String text, int room) {
        this.text = text;
        this.suits = new byte[text.length() + 1];
        this.bars = new byte[text.length() + 1];
        this.closing = new byte[text.length() + 1];
        rank();
        var links = Links.in(text);
        this.spans = Spans.in(text, links);
        links.forEach(this::keepWithItsWords);
        links.forEach(link -> bar(link, room));
        spans.forEach(span -> bar(span, room));
    }

    String text() {
        return text;
    }

    /** The formatted spans, by where they start. */
    List<Span> spans() {
        return spans;
    }

    byte suits(int cut) {
        return suits[cut];
    }

    byte bar(int cut) {
        return bars[cut];
    }

    /** How many characters it takes to close the spans that are open here. */
    int closing(int cut) {
        return closing[cut];
    }

    /** Where the text goes on after white space that is dropped at a cut. */
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
        while (suits[end] == NOWHERE) {
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
            suits[to] = Reading.suitsAfter(text, to);
            if (!isWhiteSpace(from, to)) {
                rankRun(runStart, from);
                runStart = -1;
            } else if (runStart < 0) {
                runStart = from;
            }
            from = to;
        }
    }

    /** A run of white space is cut at its start; the rest of it is dropped there. */
    private void rankRun(int start, int end) {
        if (start >= 0) {
            suits[start] = Reading.suitsAt(text, start, end);
        }
    }

    /** {@code our page: https://…} reads as one. */
    private void keepWithItsWords(Span link) {
        var space = link.start() - 1;
        if (space > 0 && text.charAt(space) == ' ' && text.charAt(space - 1) == ':') {
            suits[space] = CLAUSE;
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

    private void bar(Span span, int room) {
        var whole = span.length() <= room ? KEPT_WHOLE : FREE;
        for (var at = span.start() + 1; at < span.end(); at++) {
            bars[at] = (byte) Math.max(bars[at], span.isMarkerCutAt(at) ? MARKER : whole);
            closing[at] += (byte) span.close().length();
        }
    }
}
