package dev.switchboard.aiworker.model;

import dev.switchboard.chassis.resilience.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Creates the model that the settings name, and its retry policy. */
final class ModelFactory {

    @Produces
    @Singleton
    GuardedModel model(ModelSettings settings, MeterRegistry meters, InstantSource clock) {
        var provider =
                ModelProvider.named(settings.provider())
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "AI_PROVIDER must be one of "
                                                + ModelProvider.names()
                                                + ": "
                                                + settings.provider()));
        return new GuardedModel(
                create(provider, settings),
                settings.timeout(),
                settings.maxConcurrentCalls(),
                new CircuitBreaker(
                        settings.circuitBreakerThreshold(), settings.circuitBreakerDelay(), clock),
                meters);
    }

    @Produces
    @Singleton
    RetryPolicy retryPolicy(ModelSettings settings) {
        return RetryPolicy.of(settings);
    }

    private static ReplyModel create(ModelProvider provider, ModelSettings settings) {
        return switch (provider) {
            case GEMINI -> new GeminiModel(settings);
        };
    }
}
