package dev.switchboard.outbound.part;

import dev.switchboard.channels.send.SendResult;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.function.Supplier;

/** Metrics of sends, and the last span of each message's trace. */
@ApplicationScoped
public class DeliveryMeters {
    private final MeterRegistry registry;
    private final Tracer tracer;

    DeliveryMeters(MeterRegistry registry, Tracer tracer) {
        this.registry = registry;
        this.tracer = tracer;
    }

    /** Runs the request within a span and records its duration and outcome. */
    public SendResult measure(Part part, Supplier<SendResult> request) {
        var span =
                tracer.spanBuilder("send")
                        .setSpanKind(SpanKind.CLIENT)
                        .setAttribute("provider", part.channel().wireName())
                        .setAttribute("part", part.id().toString())
                        .startSpan();
        var timer = Timer.start(registry);
        try (var _ = span.makeCurrent()) {
            var result = request.get();
            record(part, result, span);
            timer.stop(latency(part));
            return result;
        } finally {
            span.end();
        }
    }

    private Timer latency(Part part) {
        return Timer.builder("switchboard.send.latency")
                .description("Time from the start of a send to the provider's response")
                .tag("provider", part.channel().wireName())
                .publishPercentileHistogram()
                .register(registry);
    }

    private void record(Part part, SendResult result, Span span) {
        var outcome = outcome(result);
        span.setAttribute("outcome", outcome);
        if (!(result instanceof SendResult.Accepted)) {
            span.setStatus(StatusCode.ERROR, outcome);
        }
        registry.counter(
                        "switchboard.sends",
                        "provider",
                        part.channel().wireName(),
                        "outcome",
                        outcome)
                .increment();
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
        registry.counter(
                        "switchboard.parts",
                        "provider",
                        part.channel().wireName(),
                        "state",
                        state.name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
