package dev.switchboard.aiworker.model;

import dev.switchboard.chassis.failure.Breaker;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Makes the model that the settings name, and the patience with it. */
final class ModelChoice {

    @Produces
    @Singleton
    ModelGate model(ModelSettings settings, MeterRegistry meters, InstantSource clock) {
        var provider =
                Provider.named(settings.provider())
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "AI_PROVIDER must be one of "
                                                + Provider.names()
                                                + ": "
                                                + settings.provider()));
        return new ModelGate(
                made(provider, settings),
                settings.timeout(),
                settings.mostCalls(),
                new Breaker(settings.failuresToStop(), settings.pauseAfterFailures(), clock),
                meters);
    }

    @Produces
    @Singleton
    Patience patience(ModelSettings settings) {
        return Patience.of(settings);
    }

    private static ReplyModel made(Provider provider, ModelSettings settings) {
        return switch (provider) {
            case GEMINI -> new GeminiModel(settings);
        };
    }
}
