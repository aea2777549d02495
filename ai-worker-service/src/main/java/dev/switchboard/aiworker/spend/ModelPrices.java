package dev.switchboard.aiworker.spend;

import dev.switchboard.aiworker.model.GuardedModel;
import dev.switchboard.aiworker.model.ProfileTerms;
import dev.switchboard.transcript.spend.ModelPrice;
import dev.switchboard.transcript.spend.ModelPrice.Rates;
import dev.switchboard.transcript.spend.PriceList;
import dev.switchboard.transcript.spend.PriceSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Prices of the models that are in use: an administrator's, or else the price list's. A model
 * without a price counts by another one, never as free.
 */
@Singleton
public class ModelPrices {
    private static final Logger LOG = Logger.getLogger(ModelPrices.class);

    private static final String OF_PROFILE = "profile";
    private static final String UNKNOWN = "unknown";

    private final PriceList list;
    private final Optional<BigDecimal> unknown;
    private final MeterRegistry meters;
    private final Set<Warned> warned = ConcurrentHashMap.newKeySet();

    ModelPrices(PriceSettings prices, SpendSettings settings, MeterRegistry meters) {
        list = PriceList.of(prices);
        unknown = settings.priceUnknown();
        this.meters = meters;
    }

    /** Version of a profile whose model has no price. */
    private record Warned(String profile, long version) {}

    /**
     * Price of a call.
     *
     * @param taken the date of the price list, or {@code profile} or {@code unknown}
     */
    public record CallPrice(ModelPrice price, String taken) {}

    /** Reads the prices before the first call. */
    void start(@Observes StartupEvent started) {
        LOG.debugf("Price list read taken=%s", list.taken());
    }

    /** Warns once a profile's version where the model has no price. */
    public CallPrice of(GuardedModel model) {
        return of(model.terms(), model.provider(), model.name());
    }

    CallPrice of(ProfileTerms terms, String provider, String model) {
        return terms.prices()
                .map(price -> new CallPrice(price, OF_PROFILE))
                .or(() ->
                        list.find(provider, model)
                                .map(price -> new CallPrice(price, list.taken().toString())))
                .orElseGet(() -> {
                    warn(terms, provider, model);
                    return new CallPrice(unknown(provider), UNKNOWN);
                });
    }

    private ModelPrice unknown(String provider) {
        return unknown.map(rate -> ModelPrice.of(Rates.of(rate, rate)))
                .orElseGet(() -> list.dearest(provider));
    }

    private void warn(ProfileTerms terms, String provider, String model) {
        meters.counter("switchboard.model.calls.without.price", "profile", terms.name())
                .increment();
        if (warned.add(new Warned(terms.key(), terms.version()))) {
            LOG.warnf(
                    "Model without a price, counting by another one profile=%s provider=%s"
                            + " model=%s; set the profile's prices or AI_PRICE_UNKNOWN",
                    terms.name(), provider, model);
        }
    }
}
