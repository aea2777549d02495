package dev.switchboard.outbound.split;

import java.util.ArrayList;
import java.util.List;

/** Cuts one text, part by part, each as full as a good place to cut allows. */
final class Cutter {
    /** A better place to cut is not worth a part that is less than this full. */
    private static final int LEAST_FULL_DIVISOR = 3;

    private final Layout layout;
    private final String text;
    private final int room;
    private final List<String> bodies = new ArrayList<>();
    private final List<Span> open = new ArrayList<>();
    private int nextSpan;

    Cutter(Layout layout, int room) {
        this.layout = layout;
        this.text = layout.text();
        this.room = room;
    }

    List<String> cut() {
        var start = 0;
        while (start < text.length()) {
            var opening = opening();
            var end = end(start, room - opening.length());
            openUntil(end);
            bodies.add(opening + text.substring(start, end).stripTrailing() + closing());
            start = next(end);
        }
        return bodies;
    }

    private int end(int start, int left) {
        if (text.length() - start <= left) {
            return text.length();
        }
        var full = start + left / LEAST_FULL_DIVISOR;
        var cut = best(full, start, left, Layout.FREE);
        if (cut == start) {
            cut = best(start, start, left, Layout.FREE);
        }
        if (cut == start) {
            cut = best(start, start, left, Layout.KEPT_WHOLE);
        }
        return cut == start ? betweenCodePoints(start, left) : cut;
    }

    /** The last of the best places after {@code least}; {@code start} where there is none. */
    private int best(int least, int start, int left, byte bar) {
        var best = start;
        var suits = Layout.NOWHERE;
        for (var cut = start + left; cut > least; cut--) {
            var better = layout.suits(cut) > suits && layout.bar(cut) <= bar;
            if (better && cut - start + layout.closing(cut) <= left) {
                best = cut;
                suits = layout.suits(cut);
            }
        }
        return best;
    }

    /** For a single character that is longer than a part. */
    private int betweenCodePoints(int start, int left) {
        var cut = start + left - layout.closing(start + left);
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

    /** Inside a fence the indent of the next line is part of the text. */
    private int next(int end) {
        var next = layout.afterWhiteSpace(end);
        var fenced = open.stream().anyMatch(Span::isFenceOfLines);
        var newline = text.substring(end, next).lastIndexOf('\n');
        return fenced && newline >= 0 ? end + newline + 1 : next;
    }
}
