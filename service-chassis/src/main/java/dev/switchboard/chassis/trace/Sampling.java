package dev.switchboard.chassis.trace;

import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/**
 * Decides whether spans are exported: only if {@code OTEL_EXPORTER_OTLP_ENDPOINT} is set. Trace ids
 * travel through the topics either way, so that logs of all services can be joined.
 */
final class Sampling {

    @Produces
    @Singleton
    Sampler sampler(Config config) {
        return config.getOptionalValue("switchboard.otel-exporter-otlp-endpoint", String.class)
                .map(_ -> config.getValue("switchboard.otel-traces-sampler-arg", Double.class))
                .map(ratio -> Sampler.parentBased(Sampler.traceIdRatioBased(ratio)))
                .orElseGet(Sampler::alwaysOff);
    }
}
