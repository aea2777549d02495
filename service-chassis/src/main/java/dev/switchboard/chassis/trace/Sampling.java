package dev.switchboard.chassis.trace;

import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Decides whether spans are exported: only if {@code OTEL_EXPORTER_OTLP_ENDPOINT} is set. Trace ids
 * travel through the topics either way, so that logs of all services can be joined.
 */
final class Sampling {

    /**
     * @param ratio fraction of the traces begun here that are exported, 0 to 1
     */
    @Produces
    @Singleton
    Sampler sampler(
            @ConfigProperty(name = "OTEL_EXPORTER_OTLP_ENDPOINT") Optional<String> endpoint,
            @ConfigProperty(name = "OTEL_TRACES_SAMPLER_ARG", defaultValue = "1.0") double ratio) {
        return endpoint.filter(url -> !url.isBlank()).isPresent()
                ? Sampler.parentBased(Sampler.traceIdRatioBased(ratio))
                : Sampler.alwaysOff();
    }
}
