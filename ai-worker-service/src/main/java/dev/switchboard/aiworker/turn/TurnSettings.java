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
     * {@code AI_ANSWER_WITHIN}: how old a customer's words may be to be answered by themselves.
     * After a day WhatsApp takes no free text any more, and the answer would be a surprise.
     */
    Duration answerWithin();

    /**
     * How often the customer is shown anew that somebody writes; WhatsApp forgets it after 25
     * seconds (Meta's documentation of typing indicators).
     */
    @WithDefault("PT20S")
    Duration answeringEvery();
}
