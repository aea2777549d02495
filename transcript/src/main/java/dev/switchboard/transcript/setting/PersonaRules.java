package dev.switchboard.transcript.setting;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.transcript.session.SessionMode;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Rules of a persona beside its texts.
 *
 * @param answer those of its audience whom it answers
 * @param unlisted what becomes of the messages of the others
 * @param session empty for the mode of the settings
 * @param maxTurnsPerMinute limit of a customer, 0 for none; empty for that of the settings
 * @param contextTokens empty for the limit of the settings
 * @param debug those who are shown what a reply was made of
 * @param cacheMinutes lifetime of its answers in the answer cache; empty for no cache
 */
public record PersonaRules(
        Answer answer,
        Unlisted unlisted,
        Optional<SessionMode> session,
        OptionalInt maxTurnsPerMinute,
        OptionalInt contextTokens,
        Debug debug,
        OptionalInt cacheMinutes) {
    public static final PersonaRules DEFAULT =
            new PersonaRules(
                    Answer.EVERYONE,
                    Unlisted.KEPT,
                    Optional.empty(),
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    Debug.OFF,
                    OptionalInt.empty());

    /** Customers whom a persona answers. */
    public enum Answer {
        @JsonProperty("everyone")
        EVERYONE,
        /** Those whom its audience lists. */
        @JsonProperty("listed")
        LISTED
    }

    /** Treatment of the messages of a customer who is not listed. */
    public enum Unlisted {
        /** Recorded, and left to operators. */
        @JsonProperty("kept")
        KEPT,
        /** Not recorded while the AI is the owner. */
        @JsonProperty("dropped")
        DROPPED
    }

    /** Those who are shown what a reply was made of. */
    public enum Debug {
        @JsonProperty("off")
        OFF,
        @JsonProperty("operators")
        OPERATORS,
        /** Operators and, before the model is called, the customer. */
        @JsonProperty("customer")
        CUSTOMER
    }
}
