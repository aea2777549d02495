package dev.switchboard.operator.spend;

import dev.switchboard.transcript.read.SpendPages.Sum;
import java.math.BigDecimal;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Spend of some model calls.
 *
 * @param key what they have in common: a day, an AI profile, a business number or a conversation
 * @param cachedTokens of the input tokens, read from the provider's cache
 * @param cacheWriteTokens of the prompts, beside the input tokens
 * @param uncertainUsd of the cost, by an estimated usage or an unknown price
 */
@Schema(name = "Spend")
public record SpendView(
        @Schema(examples = "2026-12-01") String key,
        @Schema(description = "of an AI profile", examples = "main") Optional<String> name,
        long calls,
        long inputTokens,
        long cachedTokens,
        long cacheWriteTokens,
        long outputTokens,
        long thoughtsTokens,
        @Schema(examples = "1.234567") BigDecimal usd,
        BigDecimal uncertainUsd) {
    private static final int MICROS_EXPONENT = 6;

    static SpendView of(Sum sum) {
        var tokens = sum.tokens();
        return new SpendView(
                sum.key(),
                Optional.ofNullable(sum.name()),
                sum.calls(),
                tokens.input(),
                tokens.cached(),
                tokens.cacheWrite(),
                tokens.output(),
                tokens.thoughts(),
                usd(sum.micros()),
                usd(sum.uncertainMicros()));
    }

    /** Dollars of this many millionths. */
    public static BigDecimal usd(long micros) {
        return BigDecimal.valueOf(micros, MICROS_EXPONENT);
    }
}
