package dev.switchboard.operator.setting;

import dev.switchboard.transcript.spend.ModelPrice;
import dev.switchboard.transcript.spend.ModelPrice.Rates;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Prices of a profile's model in requests and answers, in dollars per million tokens.
 *
 * @param cached of input read from the provider's cache; as other input if absent
 * @param cacheWrite of input written to it; as other input if absent
 * @param audio of sound in the input; as other input if absent
 */
@Schema(name = "Prices")
public record PricesBody(
        @Schema(examples = "0.30") @NotNull @DecimalMin("0") @DecimalMax(PricesBody.MAX)
                BigDecimal input,
        @Schema(examples = "0.03") @DecimalMin("0") @DecimalMax(PricesBody.MAX)
                @Nullable BigDecimal cached,
        @DecimalMin("0") @DecimalMax(PricesBody.MAX) @Nullable BigDecimal cacheWrite,
        @DecimalMin("0") @DecimalMax(PricesBody.MAX) @Nullable BigDecimal audio,
        @Schema(examples = "2.50") @NotNull @DecimalMin("0") @DecimalMax(PricesBody.MAX)
                BigDecimal output,
        @Schema(description = "dollars per 1000 requests, beside those for tokens")
                @DecimalMin("0")
                @DecimalMax(PricesBody.MAX)
                @Nullable BigDecimal perThousandRequests) {
    static final String MAX = "100000";

    static PricesBody of(ModelPrice price) {
        var rates = price.rates();
        return new PricesBody(
                rates.input(),
                rates.cached().orElse(null),
                rates.cacheWrite().orElse(null),
                rates.audio().orElse(null),
                rates.output(),
                price.perThousandRequests().orElse(null));
    }

    ModelPrice price() {
        return new ModelPrice(
                new Rates(
                        input,
                        Optional.ofNullable(cached),
                        Optional.ofNullable(cacheWrite),
                        Optional.ofNullable(audio),
                        output),
                Optional.ofNullable(perThousandRequests),
                List.of());
    }
}
