package dev.switchboard.common.identity;

import java.util.UUID;

/**
 * Id of a model call; it follows from the turn that it answers, the profile and its number, so that
 * a turn that is delivered again makes the same calls.
 */
public record ModelCallId(UUID value) {

    /**
     * @param turn the first of the turn batch
     * @param profile id or name of the AI profile
     * @param number of the turn's calls of that profile, from 1
     */
    public static ModelCallId of(TurnId turn, String profile, int number) {
        return new ModelCallId(
                NameUuid.of("model-call", turn.toString(), profile, Integer.toString(number)));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
