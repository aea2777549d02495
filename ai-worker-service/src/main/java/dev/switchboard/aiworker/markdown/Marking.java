package dev.switchboard.aiworker.markdown;

import dev.switchboard.aiworker.markdown.StyledText.Stretch;
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
 * Sets WhatsApp's marks, which hug words, stand within a line and not inside a word, and pair with
 * the next of their kind. Where one of these would go wrong the words stay without a mark.
 */
final class Marking {
    private final String text;
    private final BitSet fixed;
    private final List<Stretch> stretches;
    private final int[] lineStarts;
    private final Map<Style, Words> words = new EnumMap<>(Style.class);

    /**
     * Characters that are words and would pair as marks.
     *
     * @param opening those that nothing in their line closes yet
     * @param paired what stands between two of them
     */
    private record Words(BitSet opening, BitSet closing, BitSet paired) {}

    Marking(String text, BitSet fixed, List<Stretch> spans) {
        this.text = text;
        this.fixed = fixed;
        this.stretches = outermostFirst(spans);
        this.lineStarts = lineStarts(text);
        for (var style : Style.values()) {
            words.put(style, words(style.mark()));
        }
    }

    private static List<Stretch> outermostFirst(List<Stretch> spans) {
        return spans.stream()
                .sorted(
                        Comparator.comparingInt(Stretch::start)
                                .thenComparingInt(span -> -span.end())
                                .thenComparing(Stretch::style))
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

    private Words words(char mark) {
        var found = new Words(new BitSet(), new BitSet(), new BitSet());
        var open = -1;
        for (var at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
            if (!fixed.get(at)) {
                open = note(found, open < lineStarts[at] ? -1 : open, at);
            }
        }
        return found;
    }

    /** Returns the place of the one that is open behind this one; negative where none is. */
    private int note(Words found, int open, int at) {
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

    private boolean isPairedElsewhere(Stretch run) {
        var around = Objects.requireNonNull(words.get(run.style()));
        return around.paired().get(run.start())
                || isBefore(around.opening(), lineStarts[run.start()], run.end())
                || isBefore(around.closing(), run.start(), run.end());
    }

    private static boolean isBefore(BitSet found, int from, int until) {
        var next = found.nextSetBit(from);
        return next >= 0 && next < until;
    }

    String marked() {
        var marked = new StringBuilder(text.length() + 4 * stretches.size());
        var open = new ArrayDeque<Stretch>();
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

    private int close(StringBuilder marked, ArrayDeque<Stretch> open, int from, int until) {
        var at = from;
        while (!open.isEmpty() && open.element().end() <= until) {
            var run = open.pop();
            marked.append(text, at, run.end()).append(run.style().mark());
            at = run.end();
        }
        return at;
    }

    /** What gets marks, each within a line, the outer before the inner. */
    private List<Stretch> runs() {
        var runs = new ArrayList<Stretch>();
        var ends = new EnumMap<Style, Integer>(Style.class);
        for (var stretch : stretches) {
            if (ends.getOrDefault(stretch.style(), 0) <= stretch.start()) {
                ends.put(stretch.style(), stretch.end());
                addRuns(runs, stretch);
            }
        }
        return outermostFirst(runs);
    }

    private void addRuns(List<Stretch> runs, Stretch span) {
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

    private Stretch trimmed(Style style, int from, int to) {
        var start = from;
        var end = to;
        while (start < end && isSpace(start)) {
            start++;
        }
        while (start < end && isSpace(end - 1)) {
            end--;
        }
        return new Stretch(style, start, end);
    }

    private boolean isMarkable(Stretch run) {
        return run.start() < run.end()
                && !isPairedElsewhere(run)
                && !isWordBefore(run.start())
                && !isWordAt(run.end())
                && text.substring(run.start(), run.end()).codePoints().anyMatch(IS_SAYING);
    }

    /** Not punctuation alone. */
    static final IntPredicate IS_SAYING =
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
