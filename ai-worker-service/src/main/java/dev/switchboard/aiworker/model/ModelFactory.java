package dev.switchboard.aiworker.model;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Creates the model that the settings name. */
final class ModelFactory {

    @Produces
    @Singleton
    GuardedModel model(ModelSettings settings, Tracer tracer, MeterRegistry meters) {
        return new GuardedModel(
                settings.provider().create(ModelProfile.of(settings)),
                settings.maxConcurrentCalls(),
                settings.circuitBreakerThreshold(),
                settings.circuitBreakerDelay(),
                tracer,
                meters);
    }
}
