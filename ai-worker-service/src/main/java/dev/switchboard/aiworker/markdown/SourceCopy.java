package dev.switchboard.aiworker.markdown;

import org.commonmark.node.Node;

/** Copies a source from its start to its end, with what is skipped left out. */
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

    /** Copies what takes no marks, such as what is written between words and begins a line. */
    void between(int until) {
        if (position < until) {
            text.appendFixed(source.substring(position, until));
            position = until;
        }
    }

    void asWritten(Node node) {
        if (!node.getSourceSpans().isEmpty()) {
            between(end(node));
        }
    }

    /** Copies words; addresses among them are not to be touched. */
    void words(int until) {
        while (position < until) {
            var address = delimiters.addressFrom(position, until);
            escapes.copy(position, address, text);
            position = address;
            between(delimiters.addressEnd(address, until));
        }
    }

    void skip(int until) {
        position = Math.max(position, until);
    }

    /** Goes on elsewhere, as tables do, which come back to a heading for each of their rows. */
    void goTo(int place) {
        position = place;
    }
}
