package dev.switchboard.aiworker.markdown;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Text with its styles. Some of it takes no marks: links, code, and the beginnings of lines. */
final class StyledText {
    private final StringBuilder text = new StringBuilder();
    private final BitSet fixed = new BitSet();
    private final List<StyledSpan> spans = new ArrayList<>();

    /** Range with a style; ends before {@code end}. */
    record StyledSpan(Style style, int start, int end) {}

    void append(CharSequence appended) {
        text.append(appended);
    }

    void appendFixed(CharSequence appended) {
        var start = text.length();
        text.append(appended);
        fixed.set(start, text.length());
    }

    void style(Style style, int start) {
        if (start < text.length()) {
            spans.add(new StyledSpan(style, start, text.length()));
        }
    }

    int length() {
        return text.length();
    }

    String from(int start) {
        return text.substring(start);
    }

    /** Removes the text and styles after this length. */
    void truncateTo(int length) {
        text.setLength(length);
        fixed.clear(length, Math.max(length, fixed.length()));
        spans.removeIf(span -> span.end() > length);
    }

    boolean endsInWord() {
        return !text.isEmpty() && Character.isLetterOrDigit(text.codePointBefore(text.length()));
    }

    /** The text with WhatsApp's marks. */
    String marked() {
        return new MarkWriter(text.toString(), fixed, spans).marked();
    }
}
