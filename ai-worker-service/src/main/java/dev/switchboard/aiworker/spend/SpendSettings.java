package dev.switchboard.aiworker.spend;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of the spend of model calls. */
@ConfigMapping(prefix = "switchboard.ai")
public interface SpendSettings {
    String MIN_CEILING = "0.000001";
    String MAX_CEILING = "1000000000";

    /**
     * Maximum of what the calls of a day cost, in dollars, by all instances together; none if it is
     * not set. A call for which there is no room is not made. Days are those of {@code
     * SESSION_ZONE}.
     */
    Optional<@DecimalMin(MIN_CEILING) @DecimalMax(MAX_CEILING) BigDecimal> dayCeilingUsd();

    /** Maximum of what a business number's calls of a day cost, in dollars; none if not set. */
    Optional<@DecimalMin(MIN_CEILING) @DecimalMax(MAX_CEILING) BigDecimal> numberDayCeilingUsd();

    /** Maximum of what a conversation's calls of a day cost, in dollars; none if not set. */
    Optional<@DecimalMin(MIN_CEILING) @DecimalMax(MAX_CEILING) BigDecimal> conversationCeilingUsd();

    /**
     * Dollars per million tokens of a model that the price list does not have; by default the
     * dearest that it has of the provider, or of all.
     */
    Optional<@DecimalMin(MIN_CEILING) @DecimalMax(MAX_CEILING) BigDecimal> priceUnknown();

    /** Timeout of Redis, after which the ledger holds the ceilings. */
    @WithDefault("PT0.25S")
    @DurationMin(millis = 1)
    @DurationMax(seconds = 5)
    Duration spendTimeout();
}
