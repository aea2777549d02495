package dev.switchboard.aiworker.model;

import java.time.Duration;
import java.util.Optional;

/** Result of one model call. */
public sealed interface ModelResult {

    /**
     * Text for the customer.
     *
     * @param model the model that answered, as the provider names it
     */
    record Answer(String text, String model, int inputTokens, int outputTokens)
            implements ModelResult {
        public Answer {
            if (text.isBlank()) {
                throw new IllegalArgumentException("an answer has text");
            }
        }

        /** The same answer with another text. */
        public Answer withText(String replacement) {
            return new Answer(replacement, model, inputTokens, outputTokens);
        }
    }

    /**
     * No call: the circuit breaker lets none through.
     *
     * @param delay time until it may
     */
    record CircuitOpen(Duration delay) implements ModelResult {}

    /**
     * No answer.
     *
     * @param detail one line for the log; never the prompt, the answer or a key
     * @param retryAfter the delay that the provider demands
     */
    record Failure(FailureCode code, String detail, Optional<Duration> retryAfter)
            implements ModelResult {

        public static Failure of(FailureCode code, String detail) {
            return new Failure(code, detail, Optional.empty());
        }
    }
}
