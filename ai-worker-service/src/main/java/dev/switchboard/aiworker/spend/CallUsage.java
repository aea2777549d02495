package dev.switchboard.aiworker.spend;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.languagemodel.FailureCode;
import dev.switchboard.languagemodel.ModelResult.Answer;
import dev.switchboard.languagemodel.ModelResult.Failure;
import dev.switchboard.languagemodel.ModelResult.Usage;
import dev.switchboard.transcript.spend.ModelPrice;
import dev.switchboard.transcript.spend.TokenCounts;
import java.util.Optional;

/**
 * Usage of a call, as the provider told it or else estimated.
 *
 * @param isBilled false for a call that the provider takes no money for
 */
record CallUsage(
        TokenCounts tokens, boolean isEstimated, boolean isBilled, Optional<String> finish) {

    static CallUsage of(Answer answer, int promptBytes) {
        var output = SpendGuard.tokens(answer.text().getBytes(UTF_8).length);
        return told(answer.usage()).orElseGet(() -> estimated(answer.usage(), promptBytes, output));
    }

    static CallUsage of(Failure failure, int promptBytes) {
        var usage = failure.usage();
        if (usage.isEmpty() && !mayBeBilled(failure.code())) {
            return new CallUsage(TokenCounts.NONE, false, false, Optional.empty());
        }
        return usage.flatMap(CallUsage::told)
                .orElseGet(() -> estimated(usage.orElse(Usage.NONE), promptBytes, 0));
    }

    /** Usage of a call that was given up: its prompt. */
    static CallUsage cancelled(int promptBytes) {
        return estimated(Usage.NONE, promptBytes, 0);
    }

    private static CallUsage estimated(Usage told, int promptBytes, long output) {
        var tokens = TokenCounts.of(SpendGuard.tokens(promptBytes), output);
        return new CallUsage(tokens, true, true, told.finishReason());
    }

    /** Empty where the provider has told nothing. */
    private static Optional<CallUsage> told(Usage usage) {
        var tokens =
                new TokenCounts(
                        usage.inputTokens(),
                        usage.cachedInputTokens(),
                        usage.cacheWriteTokens(),
                        usage.audioInputTokens(),
                        usage.outputTokens(),
                        usage.thoughtsTokens());
        return tokens.isEmpty()
                ? Optional.empty()
                : Optional.of(new CallUsage(tokens, false, true, usage.finishReason()));
    }

    /** True where the provider may have made an answer that did not reach us whole. */
    private static boolean mayBeBilled(FailureCode code) {
        return switch (code) {
            case TIMEOUT, UNREADABLE, EMPTY, INTERNAL -> true;
            case RATE_LIMITED,
                    OVERLOADED,
                    UNREACHABLE,
                    ACCOUNT_REFUSED,
                    CONFIGURATION,
                    BLOCKED,
                    SPEND_CEILING ->
                    false;
        };
    }

    /** Cost in micro-dollars. */
    long micros(ModelPrice price) {
        return isBilled ? price.micros(tokens) : 0;
    }
}
