package dev.switchboard.chassis.number;

import dev.switchboard.model.identity.BusinessNumbers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Makes the settings' numbers available to whoever needs to know them. */
@ApplicationScoped
public class ConfiguredNumbers {

    @Produces
    @Singleton
    BusinessNumbers numbers(NumberSettings settings) {
        return new BusinessNumbers(
                settings.twilio().orElse(List.of()), settings.meta().orElse(List.of()));
    }
}
