package dev.switchboard.aiworker.model;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Creates the model that the settings name. */
final class ModelFactory {

    @Produces
    @Singleton
    GuardedModel model(
            ModelSettings settings,
            AskYourDatabaseSettings askYourDatabase,
            SessionTokens tokens,
            Tracer tracer,
            MeterRegistry meters) {
        var profile = ModelProvider.builtInProfile(settings, askYourDatabase);
        return new GuardedModel(
                profile.provider().create(profile, tokens),
                settings.maxConcurrentCalls(),
                settings.circuitBreakerThreshold(),
                settings.circuitBreakerDelay(),
                tracer,
                meters);
    }
}
