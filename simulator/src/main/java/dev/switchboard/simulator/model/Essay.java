package dev.switchboard.simulator.model;

import java.util.List;

/** Deterministic text of a given length in sentences and paragraphs. */
final class Essay {
    static final int MAX_LENGTH = 200_000;

    private static final int SENTENCES_PER_PARAGRAPH = 5;
    private static final List<String> TIMES =
            List.of(
                    "In the morning",
                    "Around noon",
                    "Later that day",
                    "On the next day",
                    "After the rain",
                    "At night",
                    "As always");
    private static final List<String> SUBJECTS =
            List.of(
                    "the ferry",
                    "a quiet cook",
                    "the old clock",
                    "our neighbour",
                    "a small team",
                    "the post office",
                    "the tall oak",
                    "a young fox",
                    "the harbour",
                    "a kind nurse",
                    "the last tram");
    private static final List<String> VERBS =
            List.of(
                    "waits for",
                    "looks after",
                    "sings about",
                    "walks past",
                    "asks for",
                    "learns from",
                    "smiles at",
                    "counts on");
    private static final List<String> OBJECTS =
            List.of(
                    "the river",
                    "a red door",
                    "the first snow",
                    "some warm bread",
                    "a long letter",
                    "the open sea",
                    "an old song",
                    "the market",
                    "two blue cups",
                    "the garden",
                    "a lost key",
                    "the far hills",
                    "the evening light");

    private Essay() {}

    /** Exactly so many characters, at least 1 and at most {@link #MAX_LENGTH}. */
    static String of(int characters) {
        var wanted = Math.clamp(characters, 1, MAX_LENGTH);
        var text = new StringBuilder(wanted + 100);
        for (int i = 0; text.length() < wanted; i++) {
            text.append(separator(i)).append(sentence(i));
        }
        text.setLength(wanted);
        text.setCharAt(wanted - 1, '.');
        return text.toString();
    }

    private static String separator(int sentence) {
        if (sentence == 0) {
            return "";
        }
        return sentence % SENTENCES_PER_PARAGRAPH == 0 ? "\n\n" : " ";
    }

    private static String sentence(int number) {
        return "%s %s %s %s."
                .formatted(
                        at(TIMES, number),
                        at(SUBJECTS, number * 3),
                        at(VERBS, number * 5),
                        at(OBJECTS, number * 7));
    }

    private static String at(List<String> phrases, int index) {
        return phrases.get(Math.floorMod(index, phrases.size()));
    }
}
