package dev.switchboard.outbound.split;

import java.util.ArrayList;
import java.util.List;

/** Cuts one text, part by part, each as full as a well-ranked place to cut allows. */
final class TextCutter {
    /** Minimum fill of a part: a better place to cut is not worth a part less full than a third. */
    private static final int MIN_FILL_DIVISOR = 3;

    private final Layout layout;
    private final String text;
    private final int maxLength;
    private final List<String> bodies = new ArrayList<>();
    private final List<Span> open = new ArrayList<>();
    private int nextSpan;

    TextCutter(Layout layout, int maxLength) {
        this.layout = layout;
        this.text = layout.text();
        this.maxLength = maxLength;
    }

    List<String> cut() {
        var start = 0;
        while (start < text.length()) {
            var opening = opening();
            var end = end(start, maxLength - opening.length());
            openUntil(end);
            bodies.add(opening + text.substring(start, end).stripTrailing() + closing());
            start = next(end);
        }
        return bodies;
    }

    private int end(int start, int available) {
        if (text.length() - start <= available) {
            return text.length();
        }
        var minCut = start + available / MIN_FILL_DIVISOR;
        var cut = best(minCut, start, available, Layout.FREE);
        if (cut == start) {
            cut = best(start, start, available, Layout.FREE);
        }
        if (cut == start) {
            cut = best(start, start, available, Layout.KEPT_WHOLE);
        }
        return cut == start ? betweenCodePoints(start, available) : cut;
    }

    /** The last of the best-ranked places after {@code min}; {@code start} if there is none. */
    private int best(int min, int start, int available, byte maxBarrier) {
        var best = start;
        var rank = Layout.NOWHERE;
        for (var cut = start + available; cut > min; cut--) {
            var better = layout.rank(cut) > rank && layout.barrier(cut) <= maxBarrier;
            if (better && cut - start + layout.closing(cut) <= available) {
                best = cut;
                rank = layout.rank(cut);
            }
        }
        return best;
    }

    /** Cut for a single character that is longer than a part. */
    private int betweenCodePoints(int start, int available) {
        var cut = start + available - layout.closing(start + available);
        return Character.isLowSurrogate(text.charAt(cut)) ? cut - 1 : cut;
    }

    private void openUntil(int end) {
        while (nextSpan < layout.spans().size() && layout.spans().get(nextSpan).start() < end) {
            open.add(layout.spans().get(nextSpan++));
        }
        open.removeIf(span -> !span.isCutAt(end));
    }

    private String opening() {
        var opening = new StringBuilder();
        open.forEach(span -> opening.append(span.open()));
        return opening.toString();
    }

    private String closing() {
        var closing = new StringBuilder();
        open.reversed().forEach(span -> closing.append(span.close()));
        return closing.toString();
    }

    /** Start of the next part; inside a fence the next line's indent is part of the text. */
    private int next(int end) {
        var next = layout.afterWhiteSpace(end);
        var fenced = open.stream().anyMatch(Span::isFenceOfLines);
        var newline = text.substring(end, next).lastIndexOf('\n');
        return fenced && newline >= 0 ? end + newline + 1 : next;
    }
}
