package dev.switchboard.aiworker.model;

import java.time.Duration;
import java.util.Optional;

/** What came of asking a model. */
public sealed interface ModelResult {

    /**
     * Words for the customer.
     *
     * @param model what the provider says answered
     */
    record Answer(String text, String model, int inputTokens, int outputTokens)
            implements ModelResult {
        public Answer {
            if (text.isBlank()) {
                throw new IllegalArgumentException("an answer has words");
            }
        }

        /** The same answer in other words. */
        public Answer saying(String words) {
            return new Answer(words, model, inputTokens, outputTokens);
        }
    }

    /**
     * No words.
     *
     * @param detail one line for the log; never the prompt, the answer or a key
     * @param retryAfter how long the provider asks us to wait
     */
    record Failure(FailureCode code, String detail, Optional<Duration> retryAfter)
            implements ModelResult {

        public static Failure of(FailureCode code, String detail) {
            return new Failure(code, detail, Optional.empty());
        }
    }
}
