package dev.switchboard.simulator.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Counts and cuts text in pieces of up to twelve characters of a word: near enough to tokens. */
final class Tokens {
    private static final Pattern PIECE = Pattern.compile("\\s*\\S{1,12}|\\s+$");

    private Tokens() {}

    static int count(String text) {
        return (int) PIECE.matcher(text).results().count();
    }

    /** Beginning of the text, at most so many tokens long. */
    static String first(String text, int max) {
        var pieces = PIECE.matcher(text);
        var end = 0;
        for (int i = 0; i < max && pieces.find(); i++) {
            end = pieces.end();
        }
        return text.substring(0, end);
    }

    /** Text in chunks of so many tokens. */
    static List<String> chunks(String text, int each) {
        var chunks = new ArrayList<String>();
        var rest = text;
        while (!rest.isEmpty()) {
            var chunk = first(rest, each);
            chunks.add(chunk);
            rest = rest.substring(chunk.length());
        }
        return chunks;
    }
}
