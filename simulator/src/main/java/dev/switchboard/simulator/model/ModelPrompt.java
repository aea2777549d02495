package dev.switchboard.simulator.model;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Content of a request to the model, of whichever provider.
 *
 * @param system the system instruction
 * @param turns the conversation, oldest first
 * @param maxOutputTokens the request's bound of the answer
 */
record ModelPrompt(String system, List<Turn> turns, OptionalInt maxOutputTokens) {
    ModelPrompt {
        turns = List.copyOf(turns);
    }

    /** Texts of one side, up to those of the other. */
    record Turn(boolean fromUser, List<String> texts) {
        Turn {
            texts = List.copyOf(texts);
        }
    }

    /** All text that the model reads, for counting. */
    String allText() {
        var all = new ArrayList<String>();
        all.add(system);
        turns.forEach(it -> all.addAll(it.texts()));
        return String.join("\n", all);
    }
}
