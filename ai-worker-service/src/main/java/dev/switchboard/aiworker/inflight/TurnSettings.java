package dev.switchboard.aiworker.inflight;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of the turns in flight and of their age. */
@ConfigMapping(prefix = "switchboard.turn")
public interface TurnSettings {

    /** {@code AI_MAX_IN_FLIGHT_TURNS}: turns that may wait or run before intake pauses. */
    int maxInFlight();

    /**
     * {@code AI_MAX_MESSAGE_AGE}: maximum age of the customer's newest message for the turn to be
     * answered. After a day WhatsApp takes no free text any more, and the answer would be a
     * surprise.
     */
    Duration maxMessageAge();

    /**
     * Interval of the hints that an answer is being written; WhatsApp's typing indicator ends after
     * 25 seconds (Meta's documentation of typing indicators).
     */
    @WithDefault("PT20S")
    Duration answeringHintInterval();
}
