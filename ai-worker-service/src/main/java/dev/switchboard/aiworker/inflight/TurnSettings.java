package dev.switchboard.aiworker.inflight;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Limits of the turns in flight and of their age. */
@ConfigMapping(prefix = "switchboard.ai")
public interface TurnSettings {

    /** Turns that may wait or run before intake pauses. */
    @WithName("max-in-flight-turns")
    @WithDefault("1000")
    @Min(1)
    int maxInFlight();

    /**
     * Maximum age of the customer's newest message for the turn to be answered. After a day
     * WhatsApp takes no free text any more, and the answer would be a surprise.
     */
    @WithDefault("PT24H")
    @DurationMin(nanos = 1)
    Duration maxMessageAge();

    /**
     * Interval of the hints that an answer is being written; WhatsApp's typing indicator ends after
     * 25 seconds (Meta's documentation of typing indicators).
     */
    @WithDefault("PT20S")
    @DurationMin(nanos = 1)
    Duration answeringHintInterval();
}
