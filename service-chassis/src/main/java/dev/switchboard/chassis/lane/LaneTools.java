package dev.switchboard.chassis.lane;

import dev.switchboard.chassis.topic.DeadLetters;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;

/** Collaborators that every {@link LaneConsumer} shares. */
@Singleton
public record LaneTools(
        DeadLetters deadLetters, MeterRegistry metrics, Tracer tracer, LaneStop stop) {}
