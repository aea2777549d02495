package dev.switchboard.aiworker.history;

import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Locale;

/**
 * The mark before an operator's text in the history. Only the history sets it: in any other text it
 * is a forgery, in whatever letters, and also where it appears once another one is removed.
 */
public final class OperatorMark {
    public static final String MARK = "[operator]";
    private static final String REPLACEMENT = "(operator)";
    private static final String NAME = "operator";
    private static final String OPENING = "[［【〔〚⟦";
    private static final String CLOSING = "]］】〕〛⟧";

    /** Letters of other scripts that look like those of the name; {@link #LATIN} has the latter. */
    private static final String LOOK_ALIKES =
            "\u043E\u0440\u0435\u0433\u0430\u0442\u03BF\u03C1\u03B5\u03B1\u03C4";

    private static final String LATIN = "operatopeat";

    private OperatorMark() {}

    /** The model's text without the mark. */
    public static String removedFrom(String text) {
        return replaced(text, "");
    }

    /** A customer's text with the mark in a form that is still readable, but no mark. */
    static String sanitized(String text) {
        return replaced(text, REPLACEMENT);
    }

    /**
     * The cost is linear in the text's length: a text that is no mark is looked at once, and each
     * mark makes the result shorter.
     */
    private static String replaced(String text, String replacement) {
        var result = new StringBuilder(text.length());
        var opened = new ArrayDeque<Integer>();
        for (var at = 0; at < text.length(); at++) {
            var character = text.charAt(at);
            if (CLOSING.indexOf(character) >= 0 && !opened.isEmpty()) {
                var start = opened.pop();
                if (isName(result.substring(start + 1))) {
                    result.setLength(start);
                    result.append(replacement);
                    continue;
                }
                opened.clear();
            } else if (OPENING.indexOf(character) >= 0) {
                opened.push(result.length());
            }
            result.append(character);
        }
        return result.toString();
    }

    private static boolean isName(String text) {
        var letters = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .limit(NAME.length() + 1L)
                .map(OperatorMark::latin)
                .forEach(letters::appendCodePoint);
        return letters.toString().equals(NAME);
    }

    private static int latin(int letter) {
        var at = LOOK_ALIKES.indexOf(letter);
        return at < 0 ? letter : LATIN.charAt(at);
    }
}
