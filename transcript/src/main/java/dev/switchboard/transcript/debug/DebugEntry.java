package dev.switchboard.transcript.debug;

import dev.switchboard.transcript.sql.StorableText;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Input of the model for one reply; each text is bounded, and of the history the newest is kept.
 *
 * @param entry the customer's messages that are answered
 * @param system the system prompt
 * @param history what the model was shown, the entry at its end
 * @param persona empty where the environment's was in force
 * @param profile name of the AI profile: the one that answered, or the first that was asked
 */
public record DebugEntry(
        String entry,
        String system,
        List<Line> history,
        Optional<PersonaVersion> persona,
        String profile) {
    /** Limit of each text, and of all texts of the history together. */
    public static final int MAX_CHARACTERS = 20_000;

    private static final String CUT = "…";

    public DebugEntry {
        entry = bounded(entry);
        system = bounded(system);
        history = newest(history);
    }

    /** The same, answered by this profile. */
    public DebugEntry by(String answering) {
        return new DebugEntry(entry, system, history, persona, answering);
    }

    /**
     * Text of one side.
     *
     * @param side {@code customer} or {@code business}
     */
    public record Line(String side, String text) {
        public Line {
            text = bounded(text);
        }
    }

    /** Persona as it was. */
    public record PersonaVersion(UUID id, String name, long version) {}

    private static String bounded(String text) {
        var storable = StorableText.of(text);
        if (storable.length() <= MAX_CHARACTERS) {
            return storable;
        }
        var end = MAX_CHARACTERS - CUT.length();
        var whole = Character.isHighSurrogate(storable.charAt(end - 1)) ? end - 1 : end;
        return storable.substring(0, whole) + CUT;
    }

    private static List<Line> newest(List<Line> lines) {
        var newest = new ArrayDeque<Line>();
        var left = MAX_CHARACTERS;
        for (var line : lines.reversed()) {
            left -= line.text().length();
            if (left < 0) {
                break;
            }
            newest.addFirst(line);
        }
        return List.copyOf(newest);
    }
}
