package dev.switchboard.languagemodel;

import java.time.Duration;
import java.util.Optional;

/** Result of one model call. */
public sealed interface ModelResult {

    /**
     * Tokens of one call as the provider counted them, with the same meaning for every provider.
     *
     * @param inputTokens of the prompt; with those that the provider read from its cache, without
     *     those that it wrote there
     * @param cachedInputTokens the input tokens that were read from the cache
     * @param cacheWriteTokens of the prompt, written to the cache
     * @param outputTokens of the answer, without thoughts as far as the provider tells them apart
     * @param thoughtsTokens of thought before the answer
     * @param audioInputTokens the input tokens that are sound
     * @param finishReason the end of the answer as the provider spells it
     */
    record Usage(
            int inputTokens,
            int cachedInputTokens,
            int cacheWriteTokens,
            int outputTokens,
            int thoughtsTokens,
            int audioInputTokens,
            Optional<String> finishReason) {
        /** The provider has told nothing. */
        public static final Usage NONE = new Usage(0, 0, 0, 0, 0, Optional.empty());

        /** Usage of a prompt without sound. */
        public Usage(
                int inputTokens,
                int cachedInputTokens,
                int cacheWriteTokens,
                int outputTokens,
                int thoughtsTokens,
                Optional<String> finishReason) {
            this(
                    inputTokens,
                    cachedInputTokens,
                    cacheWriteTokens,
                    outputTokens,
                    thoughtsTokens,
                    0,
                    finishReason);
        }
    }

    /**
     * Text for the customer.
     *
     * @param model the model that answered, as the provider names it
     */
    record Answer(String text, String model, Usage usage) implements ModelResult {
        public Answer {
            if (text.isBlank()) {
                throw new IllegalArgumentException("an answer has text");
            }
        }

        /** The same answer with another text. */
        public Answer withText(String replacement) {
            return new Answer(replacement, model, usage);
        }
    }

    /**
     * No call: the circuit breaker lets none through, or the provider wants none yet.
     *
     * @param delay time until it may
     */
    record CircuitOpen(Duration delay) implements ModelResult {}

    /**
     * No answer.
     *
     * @param detail one line for the log; never the prompt, the answer or a key
     * @param retryAfter the delay that the provider demands
     * @param usage the tokens of a response that has no text
     */
    record Failure(
            FailureCode code, String detail, Optional<Duration> retryAfter, Optional<Usage> usage)
            implements ModelResult {

        public Failure(FailureCode code, String detail, Optional<Duration> retryAfter) {
            this(code, detail, retryAfter, Optional.empty());
        }

        public static Failure of(FailureCode code, String detail) {
            return new Failure(code, detail, Optional.empty());
        }

        /** Failure of a call that was answered, and has its price. */
        static Failure of(FailureCode code, String detail, Usage usage) {
            return new Failure(code, detail, Optional.empty(), Optional.of(usage));
        }
    }
}
