package dev.switchboard.transcript.spend;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Price of a model.
 *
 * @param rates of a prompt below every tier
 * @param perThousandRequests dollars, beside those for tokens
 * @param tiers other rates for the whole of a longer prompt, the shortest first
 */
public record ModelPrice(
        Rates rates,
        Optional<BigDecimal> perThousandRequests,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
                List<Tier> tiers) {
    private static final BigDecimal MICROS_PER_THOUSANDTH = BigDecimal.valueOf(1_000);

    /**
     * Dollars per million tokens, which are micro-dollars per token.
     *
     * @param cached of input that the provider read from its cache; as other input where empty
     * @param cacheWrite of input that it wrote there; as other input where empty
     * @param audio of sound in the input; as other input where empty
     * @param output of the answer and the thoughts before it
     */
    public record Rates(
            BigDecimal input,
            Optional<BigDecimal> cached,
            Optional<BigDecimal> cacheWrite,
            Optional<BigDecimal> audio,
            BigDecimal output) {

        public static Rates of(BigDecimal input, BigDecimal output) {
            return new Rates(input, Optional.empty(), Optional.empty(), Optional.empty(), output);
        }
    }

    /** Rates of prompts with more tokens than {@code above}. */
    public record Tier(long above, Rates rates) {}

    public ModelPrice {
        tiers = tiers.stream().sorted(Comparator.comparingLong(Tier::above)).toList();
    }

    public static ModelPrice of(Rates rates) {
        return new ModelPrice(rates, Optional.empty(), List.of());
    }

    /** Cost of a call in whole micro-dollars, rounded up. */
    public long micros(TokenCounts tokens) {
        var rates = ratesAt(tokens.input() + tokens.cacheWrite());
        var plain = Math.max(0, tokens.input() - tokens.cached() - tokens.audio());
        return times(rates.input(), plain)
                .add(times(rates.cached().orElse(rates.input()), tokens.cached()))
                .add(times(rates.audio().orElse(rates.input()), tokens.audio()))
                .add(times(rates.cacheWrite().orElse(rates.input()), tokens.cacheWrite()))
                .add(times(rates.output(), tokens.output() + tokens.thoughts()))
                .add(
                        perThousandRequests
                                .map(MICROS_PER_THOUSANDTH::multiply)
                                .orElse(BigDecimal.ZERO))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }

    private Rates ratesAt(long promptTokens) {
        return tiers.stream()
                .filter(tier -> promptTokens > tier.above())
                .reduce((_, higher) -> higher)
                .map(Tier::rates)
                .orElse(rates);
    }

    private static BigDecimal times(BigDecimal rate, long tokens) {
        return rate.multiply(BigDecimal.valueOf(tokens));
    }
}
