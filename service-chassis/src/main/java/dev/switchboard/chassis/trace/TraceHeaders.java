package dev.switchboard.chassis.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Carries the W3C trace context ({@code traceparent}, {@code tracestate}) in the headers of Kafka
 * records.
 */
public final class TraceHeaders {
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final TextMapGetter<Headers> GETTER = new HeaderGetter();

    private TraceHeaders() {}

    /** Writes the context's trace, if it has one, into the headers. */
    public static void inject(Context context, Headers headers) {
        W3C.inject(
                context,
                headers,
                (carrier, key, value) -> {
                    if (carrier != null) {
                        carrier.remove(key).add(key, value.getBytes(UTF_8));
                    }
                });
    }

    /** Returns the current context with the trace that the headers carry, if any. */
    public static Context extract(Headers headers) {
        return W3C.extract(Context.current(), headers, GETTER);
    }

    private static final class HeaderGetter implements TextMapGetter<Headers> {
        @Override
        public Iterable<String> keys(Headers carrier) {
            List<String> keys = new ArrayList<>();
            carrier.forEach(header -> keys.add(header.key()));
            return keys;
        }

        @Override
        public @Nullable String get(@Nullable Headers carrier, String key) {
            var header = carrier == null ? null : carrier.lastHeader(key);
            return header == null || header.value() == null
                    ? null
                    : new String(header.value(), UTF_8);
        }
    }
}
