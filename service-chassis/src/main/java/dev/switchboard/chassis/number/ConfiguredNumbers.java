package dev.switchboard.chassis.number;

import dev.switchboard.common.identity.BusinessNumbers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Produces the configured business numbers. */
@ApplicationScoped
public class ConfiguredNumbers {

    @Produces
    @Singleton
    BusinessNumbers numbers(NumberSettings settings) {
        return new BusinessNumbers(
                settings.twilio().orElse(List.of()), settings.meta().orElse(List.of()));
    }
}
