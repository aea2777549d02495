package dev.switchboard.outbound.part;

import dev.switchboard.channels.send.SendResult;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Metrics of sends, and the last span of each message's trace. */
@ApplicationScoped
public class DeliveryMeters {
    private final ConcurrentMap<Channel, Timer> latencies = new ConcurrentHashMap<>();
    private final ConcurrentMap<Count, Counter> counters = new ConcurrentHashMap<>();
    private final MeterRegistry registry;
    private final Tracer tracer;

    DeliveryMeters(MeterRegistry registry, Tracer tracer) {
        this.registry = registry;
        this.tracer = tracer;
    }

    /**
     * Runs the request within a span and records its duration and outcome.
     *
     * @param isPrevented whether the request turned out not to be permitted
     */
    public SendResult measure(
            Part part, Supplier<SendResult> request, BooleanSupplier isPrevented) {
        var span =
                tracer.spanBuilder("send")
                        .setSpanKind(SpanKind.CLIENT)
                        .setAttribute("provider", part.channel().wireName())
                        .setAttribute("part", part.id().toString())
                        .startSpan();
        var timer = Timer.start(registry);
        try (var _ = span.makeCurrent()) {
            var result = request.get();
            if (isPrevented.getAsBoolean()) {
                record(part, "prevented", span);
            } else {
                record(part, outcome(result), span);
                if (!(result instanceof SendResult.Accepted)) {
                    span.setStatus(StatusCode.ERROR, outcome(result));
                }
                timer.stop(latency(part));
            }
            return result;
        } finally {
            span.end();
        }
    }

    private Timer latency(Part part) {
        return latencies.computeIfAbsent(
                part.channel(),
                channel ->
                        Timer.builder("switchboard.send.latency")
                                .description(
                                        "Time from the start of a send to the provider's response")
                                .tag("provider", channel.wireName())
                                .publishPercentileHistogram()
                                .register(registry));
    }

    private void record(Part part, String outcome, Span span) {
        span.setAttribute("outcome", outcome);
        count("switchboard.sends", "outcome", part, outcome);
    }

    private static String outcome(SendResult result) {
        return switch (result) {
            case SendResult.Accepted _ -> "accepted";
            case SendResult.Refused(var failure) ->
                    failure.failureClass().name().toLowerCase(Locale.ROOT);
            case SendResult.Unknown _ -> "unknown";
        };
    }

    public void countFailed(Part part) {
        count(part, PartState.FAILED);
    }

    public void countUnknown(Part part) {
        count(part, PartState.UNKNOWN);
    }

    /** Counts a part that has reached this state, by a send or by a provider's status. */
    public void count(Part part, PartState state) {
        count("switchboard.parts", "state", part, state.name().toLowerCase(Locale.ROOT));
    }

    private void count(String name, String tag, Part part, String value) {
        counters.computeIfAbsent(
                        new Count(name, part.channel(), value),
                        count ->
                                registry.counter(
                                        name,
                                        "provider",
                                        count.channel().wireName(),
                                        tag,
                                        count.value()))
                .increment();
    }

    /** Key of a counter, whose look-up in the registry costs more than its increment. */
    private record Count(String name, Channel channel, String value) {}
}
