package dev.switchboard.transcript.aicontrol;

import java.util.Set;

/**
 * State of the AI in the database at one time.
 *
 * @param settingsVersion rises with every change of the AI's settings
 * @param switchedOff the business numbers whose AI is switched off, and {@link AiSwitchStore#ALL}
 *     if all of it is
 */
public record AiState(long settingsVersion, Set<String> switchedOff) {
    public AiState {
        switchedOff = Set.copyOf(switchedOff);
    }
}
