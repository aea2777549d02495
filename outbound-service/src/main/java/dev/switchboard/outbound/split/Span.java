package dev.switchboard.outbound.split;

/**
 * A stretch of text that belongs together.
 *
 * @param open what opens it again in the next part; empty for a link
 * @param close what closes it at a cut
 * @param head how much of its start is no text, and stays together
 * @param tail how much of its end is no text, and stays together
 */
record Span(int start, int end, String open, String close, int head, int tail) {

    static Span link(int start, int end) {
        return new Span(start, end, "", "", 0, 0);
    }

    static Span marked(int start, int end, String marker) {
        return new Span(start, end, marker, marker, marker.length(), marker.length());
    }

    /** A fence over several lines stands on lines of its own. */
    static Span fenceOfLines(int start, int end, String fence, int head, int tail) {
        return new Span(start, end, fence + "\n", "\n" + fence, head, tail);
    }

    /** A quoted line; what is cut off it is quoted, too. */
    static Span quote(int start, int end, String mark) {
        return new Span(start, end, mark, "", mark.length(), 0);
    }

    boolean isFenceOfLines() {
        return open.endsWith("\n");
    }

    int length() {
        return end - start;
    }

    /** Whether a cut here parts it. */
    boolean isCutAt(int cut) {
        return start < cut && cut < end;
    }

    /** Whether a cut here, inside it, would leave a marker without text. */
    boolean isMarkerCutAt(int cut) {
        return (cut - start <= head && head > 0) || (end - cut <= tail && tail > 0);
    }
}
