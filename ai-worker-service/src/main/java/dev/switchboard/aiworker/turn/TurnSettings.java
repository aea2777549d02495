package dev.switchboard.aiworker.turn;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How turns are worked on. */
@ConfigMapping(prefix = "switchboard.turn")
public interface TurnSettings {

    /** {@code AI_MOST_IN_FLIGHT}: how many turns may wait or run before intake pauses. */
    int mostInFlight();

    /**
     * How often the customer is shown anew that somebody writes; WhatsApp forgets it after 25
     * seconds (Meta's documentation of typing indicators).
     */
    @WithDefault("PT20S")
    Duration answeringEvery();
}
