package dev.switchboard.aiworker.markdown;

import dev.switchboard.aiworker.markdown.StyledText.StyledSpan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;

/**
 * Writes WhatsApp's marks, which touch the text they mark, stand within a line and not inside a
 * word, and pair with the next of their kind. Where a mark would break one of these rules the text
 * stays without it.
 */
final class MarkWriter {
    private final String text;
    private final BitSet fixed;
    private final List<StyledSpan> spans;
    private final int[] lineStarts;
    private final Map<Style, LiteralMarks> literalMarks = new EnumMap<>(Style.class);

    /**
     * Positions of characters that are text and that WhatsApp would pair as marks.
     *
     * @param opening those that nothing in their line closes yet
     * @param paired the positions between two of them
     */
    private record LiteralMarks(BitSet opening, BitSet closing, BitSet paired) {}

    MarkWriter(String text, BitSet fixed, List<StyledSpan> spans) {
        this.text = text;
        this.fixed = fixed;
        this.spans = outermostFirst(spans);
        this.lineStarts = lineStarts(text);
        for (var style : Style.values()) {
            literalMarks.put(style, literalMarks(style.mark()));
        }
    }

    private static List<StyledSpan> outermostFirst(List<StyledSpan> spans) {
        return spans.stream()
                .sorted(
                        Comparator.comparingInt(StyledSpan::start)
                                .thenComparingInt(span -> -span.end())
                                .thenComparing(StyledSpan::style))
                .toList();
    }

    private static int[] lineStarts(String text) {
        var starts = new int[text.length()];
        for (int at = 0, start = 0; at < starts.length; at++) {
            starts[at] = start;
            start = text.charAt(at) == '\n' ? at + 1 : start;
        }
        return starts;
    }

    private LiteralMarks literalMarks(char mark) {
        var found = new LiteralMarks(new BitSet(), new BitSet(), new BitSet());
        var open = -1;
        for (var at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
            if (!fixed.get(at)) {
                open = add(found, open < lineStarts[at] ? -1 : open, at);
            }
        }
        return found;
    }

    /** Returns the position of the mark that is open after this one; negative where none is. */
    private int add(LiteralMarks found, int open, int at) {
        if (closes(at)) {
            found.closing().set(at);
            if (open >= 0 && open < at - 1) {
                found.opening().clear(open);
                found.paired().set(open, at);
                return -1;
            }
        }
        if (opens(at)) {
            found.opening().set(at);
            return at;
        }
        return open;
    }

    private boolean opens(int at) {
        return !isSpace(at + 1) && !isWordBefore(at);
    }

    private boolean closes(int at) {
        return at > 0 && !isSpace(at - 1) && !isWordAt(at + 1);
    }

    private boolean isPairedElsewhere(StyledSpan run) {
        var around = Objects.requireNonNull(literalMarks.get(run.style()));
        return around.paired().get(run.start())
                || isBefore(around.opening(), lineStarts[run.start()], run.end())
                || isBefore(around.closing(), run.start(), run.end());
    }

    private static boolean isBefore(BitSet found, int from, int until) {
        var next = found.nextSetBit(from);
        return next >= 0 && next < until;
    }

    String marked() {
        var marked = new StringBuilder(text.length() + 4 * spans.size());
        var open = new ArrayDeque<StyledSpan>();
        var at = 0;
        for (var run : runs()) {
            at = close(marked, open, at, run.start());
            marked.append(text, at, run.start()).append(run.style().mark());
            at = run.start();
            open.push(run);
        }
        at = close(marked, open, at, text.length());
        return marked.append(text, at, text.length()).toString();
    }

    private int close(StringBuilder marked, ArrayDeque<StyledSpan> open, int from, int until) {
        var at = from;
        while (!open.isEmpty() && open.element().end() <= until) {
            var run = open.pop();
            marked.append(text, at, run.end()).append(run.style().mark());
            at = run.end();
        }
        return at;
    }

    /** Spans that get marks, each within a line, the outer before the inner. */
    private List<StyledSpan> runs() {
        var runs = new ArrayList<StyledSpan>();
        var ends = new EnumMap<Style, Integer>(Style.class);
        for (var span : spans) {
            if (ends.getOrDefault(span.style(), 0) <= span.start()) {
                ends.put(span.style(), span.end());
                addRuns(runs, span);
            }
        }
        return outermostFirst(runs);
    }

    private void addRuns(List<StyledSpan> runs, StyledSpan span) {
        for (var start = span.start(); start < span.end(); start++) {
            var end = start;
            while (end < span.end() && !fixed.get(end) && text.charAt(end) != '\n') {
                end++;
            }
            if (start < end) {
                var run = trimmed(span.style(), start, end);
                if (isMarkable(run)) {
                    runs.add(run);
                }
                start = end;
            }
        }
    }

    private StyledSpan trimmed(Style style, int from, int to) {
        var start = from;
        var end = to;
        while (start < end && isSpace(start)) {
            start++;
        }
        while (start < end && isSpace(end - 1)) {
            end--;
        }
        return new StyledSpan(style, start, end);
    }

    private boolean isMarkable(StyledSpan run) {
        return run.start() < run.end()
                && !isPairedElsewhere(run)
                && !isWordBefore(run.start())
                && !isWordAt(run.end())
                && text.substring(run.start(), run.end()).codePoints().anyMatch(IS_TEXT);
    }

    /** Letters, digits and symbols such as emoji; no punctuation, no space. */
    static final IntPredicate IS_TEXT =
            point ->
                    Character.isLetterOrDigit(point)
                            || Character.getType(point) == Character.OTHER_SYMBOL;

    private boolean isSpace(int at) {
        return at >= text.length()
                || Character.isWhitespace(text.charAt(at))
                || Character.isSpaceChar(text.charAt(at));
    }

    private boolean isWordBefore(int at) {
        return at > 0 && Character.isLetterOrDigit(text.codePointBefore(at));
    }

    private boolean isWordAt(int at) {
        return at < text.length() && Character.isLetterOrDigit(text.codePointAt(at));
    }
}
