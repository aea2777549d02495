package dev.switchboard.aiworker.markdown;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Words, and what of them is to be shown how. Some of the text takes no marks: links, code, and
 * what begins a line.
 */
final class StyledText {
    private final StringBuilder text = new StringBuilder();
    private final BitSet fixed = new BitSet();
    private final List<Stretch> spans = new ArrayList<>();

    /** Styled words; ends before {@code end}. */
    record Stretch(Style style, int start, int end) {}

    void append(CharSequence words) {
        text.append(words);
    }

    void appendFixed(CharSequence words) {
        var start = text.length();
        text.append(words);
        fixed.set(start, text.length());
    }

    void style(Style style, int start) {
        if (start < text.length()) {
            spans.add(new Stretch(style, start, text.length()));
        }
    }

    int length() {
        return text.length();
    }

    String from(int start) {
        return text.substring(start);
    }

    /** Takes back what was appended since. */
    void cutTo(int length) {
        text.setLength(length);
        fixed.clear(length, Math.max(length, fixed.length()));
        spans.removeIf(span -> span.end() > length);
    }

    boolean endsInWord() {
        return !text.isEmpty() && Character.isLetterOrDigit(text.codePointBefore(text.length()));
    }

    /** The words with WhatsApp's marks. */
    String marked() {
        return new Marking(text.toString(), fixed, spans).marked();
    }
}
