package dev.switchboard.outbound.split;

/** How a reader takes a text apart. */
final class Reading {
    private static final String ENDS_SENTENCE = ".!?…。！？؟।";
    private static final String ENDS_SENTENCE_WITHOUT_SPACE = "。！？";
    private static final String ENDS_CLAUSE = ",;:，、；：–—-/";
    private static final String CLOSES = "\"'”’»)]}*_~`」』）";

    /** More closing marks than this behind a full stop are no sentence anybody wrote. */
    private static final int MOST_CLOSING = 4;

    private Reading() {}

    /** How well a cut at white space suits. */
    static byte suitsAt(String text, int start, int end) {
        var newlines = text.substring(start, end).chars().filter(c -> c == '\n').count();
        if (newlines > 1) {
            return Layout.PARAGRAPH;
        }
        if (newlines == 1) {
            return Layout.LINE;
        }
        return endsSentence(text, start) ? Layout.SENTENCE : Layout.WORD;
    }

    /** How well a cut without white space suits. */
    static byte suitsAfter(String text, int cut) {
        var last = text.charAt(cut - 1);
        if (ENDS_SENTENCE_WITHOUT_SPACE.indexOf(last) >= 0) {
            return Layout.SENTENCE;
        }
        return ENDS_CLAUSE.indexOf(last) >= 0 ? Layout.CLAUSE : Layout.CHARACTER;
    }

    private static boolean endsSentence(String text, int end) {
        var last = end - 1;
        for (var closing = 0; last > 0 && closing < MOST_CLOSING; closing++, last--) {
            if (CLOSES.indexOf(text.charAt(last)) < 0) {
                break;
            }
        }
        return last >= 0 && ENDS_SENTENCE.indexOf(text.charAt(last)) >= 0;
    }
}
