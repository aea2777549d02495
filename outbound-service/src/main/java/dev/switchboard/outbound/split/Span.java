package dev.switchboard.outbound.split;

/**
 * Range of text that belongs together.
 *
 * @param open marker that opens it again in the next part; empty for a link
 * @param close marker that closes it at a cut
 * @param head length of its start that is no text and stays together
 * @param tail length of its end that is no text and stays together
 */
record Span(int start, int end, String open, String close, int head, int tail) {

    static Span link(int start, int end) {
        return new Span(start, end, "", "", 0, 0);
    }

    static Span marked(int start, int end, String marker) {
        return new Span(start, end, marker, marker, marker.length(), marker.length());
    }

    /** A fence over several lines, with its markers on lines of their own. */
    static Span fenceOfLines(int start, int end, String fence, int head, int tail) {
        return new Span(start, end, fence + "\n", "\n" + fence, head, tail);
    }

    /** A quoted line; its rest in the next part is quoted, too. */
    static Span quote(int start, int end, String mark) {
        return new Span(start, end, mark, "", mark.length(), 0);
    }

    boolean isFenceOfLines() {
        return open.endsWith("\n");
    }

    int length() {
        return end - start;
    }

    /** Returns whether a cut here is inside it. */
    boolean isCutAt(int cut) {
        return start < cut && cut < end;
    }

    /** Returns whether a cut here, inside it, would leave a marker without text. */
    boolean isMarkerCutAt(int cut) {
        return (cut - start <= head && head > 0) || (end - cut <= tail && tail > 0);
    }
}
