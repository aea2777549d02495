package dev.switchboard.chassis.trace;

import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Decides whether spans leave the process: only where {@code OTEL_EXPORTER_OTLP_ENDPOINT} says
 * where to. Trace ids travel through the topics either way, so that logs of all services can be
 * joined.
 */
final class Sampling {

    /**
     * @param share how many of the traces that begin here are exported, 0 to 1
     */
    @Produces
    @Singleton
    Sampler sampler(
            @ConfigProperty(name = "OTEL_EXPORTER_OTLP_ENDPOINT") Optional<String> endpoint,
            @ConfigProperty(name = "OTEL_TRACES_SAMPLER_ARG", defaultValue = "1.0") double share) {
        return endpoint.filter(url -> !url.isBlank()).isPresent()
                ? Sampler.parentBased(Sampler.traceIdRatioBased(share))
                : Sampler.alwaysOff();
    }
}
