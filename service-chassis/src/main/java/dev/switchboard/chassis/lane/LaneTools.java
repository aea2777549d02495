package dev.switchboard.chassis.lane;

import dev.switchboard.chassis.topic.DeadLetters;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;

/** What every {@link LaneConsumer} needs beside its topic and its handler. */
@Singleton
public record LaneTools(
        DeadLetters deadLetters, MeterRegistry metrics, Tracer tracer, LaneStop stop) {}
