package dev.switchboard.outbound.split;

import java.util.List;

/** Cuts a text into parts of at most a given length, where a reader would. */
public final class Splitter {
    private final int longest;

    /**
     * @param longest the most characters a part may have, headers included, in UTF-16 units and in
     *     code points alike
     */
    public Splitter(int longest) {
        this.longest = longest;
    }

    public List<String> split(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip());
    }
}
