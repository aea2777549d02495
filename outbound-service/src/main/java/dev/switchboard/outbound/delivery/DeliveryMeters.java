package dev.switchboard.outbound.delivery;

import dev.switchboard.outbound.provider.SendResult;
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

/** Counts and times sends, and gives each the last span of its message's trace. */
@ApplicationScoped
public class DeliveryMeters {
    private final MeterRegistry registry;
    private final Tracer tracer;

    DeliveryMeters(MeterRegistry registry, Tracer tracer) {
        this.registry = registry;
        this.tracer = tracer;
    }

    /** Runs the request within a span and notes how long it took and how it ended. */
    SendResult watch(Part part, Supplier<SendResult> request) {
        var span =
                tracer.spanBuilder("send")
                        .setSpanKind(SpanKind.CLIENT)
                        .setAttribute("provider", part.channel().wireName())
                        .setAttribute("part", part.id().toString())
                        .startSpan();
        var timer = Timer.start(registry);
        try (var _ = span.makeCurrent()) {
            var result = request.get();
            note(part, result, span);
            timer.stop(latency(part));
            return result;
        } finally {
            span.end();
        }
    }

    private Timer latency(Part part) {
        return Timer.builder("switchboard.send.latency")
                .description("Time from the start of a send to the provider's answer")
                .tag("provider", part.channel().wireName())
                .publishPercentileHistogram()
                .register(registry);
    }

    private void note(Part part, SendResult result, Span span) {
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

    void failed(Part part) {
        ended(part, PartState.FAILED);
    }

    void unknown(Part part) {
        ended(part, PartState.UNKNOWN);
    }

    /** A part has come to this state, by a send or by a provider's status. */
    public void ended(Part part, PartState state) {
        registry.counter(
                        "switchboard.parts",
                        "provider",
                        part.channel().wireName(),
                        "state",
                        state.name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
