package dev.switchboard.aiworker.testing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the spans that the service would export, as text, while a test wants them. */
@ApplicationScoped
public class CapturedSpans implements SpanExporter {
    private final List<String> spans = new CopyOnWriteArrayList<>();
    private volatile boolean isWanted;

    /** Forgets all, and keeps those from now on. */
    public void begin() {
        spans.clear();
        isWanted = true;
    }

    public void end() {
        isWanted = false;
        spans.clear();
    }

    /** Spans so far, each with its attributes, events and status. */
    public List<String> spans() {
        return List.copyOf(spans);
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> ended) {
        if (isWanted) {
            ended.forEach(span -> spans.add(span.toString()));
        }
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
