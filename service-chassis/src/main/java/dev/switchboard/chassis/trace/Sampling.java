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

    @Produces
    @Singleton
    Sampler sampler(
            @ConfigProperty(name = "switchboard.otel-exporter-otlp-endpoint")
                    Optional<String> endpoint,
            @ConfigProperty(name = "switchboard.otel-traces-sampler-arg") double ratio) {
        return endpoint.isPresent()
                ? Sampler.parentBased(Sampler.traceIdRatioBased(ratio))
                : Sampler.alwaysOff();
    }
}
