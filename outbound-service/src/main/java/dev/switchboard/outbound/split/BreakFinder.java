package dev.switchboard.outbound.split;

/** Ranks places to cut by sentence, clause and line ends. */
final class BreakFinder {
    private static final String ENDS_SENTENCE = ".!?…。！？؟।";
    private static final String ENDS_SENTENCE_WITHOUT_SPACE = "。！？";
    private static final String ENDS_CLAUSE = ",;:，、；：–—-/";
    private static final String CLOSES = "\"'”’»)]}*_~`」』）";

    /** More closing marks than this behind a full stop are not prose. */
    private static final int MAX_CLOSING_MARKS = 4;

    private BreakFinder() {}

    /** Rank of a cut at white space. */
    static byte rankAt(String text, int start, int end) {
        var newlines = text.substring(start, end).chars().filter(c -> c == '\n').count();
        if (newlines > 1) {
            return Layout.PARAGRAPH;
        }
        if (newlines == 1) {
            return Layout.LINE;
        }
        return endsSentence(text, start) ? Layout.SENTENCE : Layout.WORD;
    }

    /** Rank of a cut without white space. */
    static byte rankAfter(String text, int cut) {
        var last = text.charAt(cut - 1);
        if (ENDS_SENTENCE_WITHOUT_SPACE.indexOf(last) >= 0) {
            return Layout.SENTENCE;
        }
        return ENDS_CLAUSE.indexOf(last) >= 0 ? Layout.CLAUSE : Layout.CHARACTER;
    }

    private static boolean endsSentence(String text, int end) {
        var last = end - 1;
        for (var closing = 0; last > 0 && closing < MAX_CLOSING_MARKS; closing++, last--) {
            if (CLOSES.indexOf(text.charAt(last)) < 0) {
                break;
            }
        }
        return last >= 0 && ENDS_SENTENCE.indexOf(text.charAt(last)) >= 0;
    }
}
