package dev.switchboard.aiworker.markdown;

import org.commonmark.node.Node;

/** Copies a source from its start to its end, without the ranges that are skipped. */
final class SourceCopy {
    private final String source;
    private final Delimiters delimiters;
    private final Escapes escapes;
    private final StyledText text;
    private int position;

    SourceCopy(String source, Delimiters delimiters, Escapes escapes, StyledText text) {
        this.source = source;
        this.delimiters = delimiters;
        this.escapes = escapes;
        this.text = text;
    }

    static int start(Node node) {
        return node.getSourceSpans().getFirst().getInputIndex();
    }

    static int end(Node node) {
        var last = node.getSourceSpans().getLast();
        return last.getInputIndex() + last.getLength();
    }

    int position() {
        return position;
    }

    /** Copies text that takes no marks, such as the beginning of a line. */
    void copyVerbatim(int until) {
        if (position < until) {
            text.appendFixed(source.substring(position, until));
            position = until;
        }
    }

    void copyVerbatim(Node node) {
        if (!node.getSourceSpans().isEmpty()) {
            copyVerbatim(end(node));
        }
    }

    /** Copies text that may take marks; addresses in it are copied verbatim. */
    void copyText(int until) {
        while (position < until) {
            var address = delimiters.addressFrom(position, until);
            escapes.copy(position, address, text);
            position = address;
            copyVerbatim(delimiters.addressEnd(address, until));
        }
    }

    void skipTo(int until) {
        position = Math.max(position, until);
    }

    /** Moves back or forth, as tables do, which return to a heading for each of their rows. */
    void moveTo(int newPosition) {
        position = newPosition;
    }
}
