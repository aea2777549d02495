package dev.switchboard.ingress.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.chassis.topic.EventPublisher;
import dev.switchboard.model.event.WebhookLogged;
import dev.switchboard.model.topic.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Keeps every answered webhook in {@code webhook-log}, off the answer's path: entries wait in a
 * bounded queue and are dropped, and counted, when Kafka is slower than the webhooks. At a stop
 * what waits is still written, as far as it can be within seconds.
 */
@ApplicationScoped
public class WebhookLog {
    private static final Logger LOG = Logger.getLogger(WebhookLog.class);

    /** What nobody vouched for is not worth more room. */
    private static final int KEPT_OF_DOUBTFUL_BODY = 16 * 1024;

    /** Nobody waits for the log; gathered records leave the cores to the webhooks. */
    private static final Duration LINGER = Duration.ofMillis(50);

    /** Enough for a full queue, and to be done before whoever stops the service loses patience. */
    private static final Duration UNTIL_HANDED_OVER = Duration.ofSeconds(2);

    private final EventPublisher events;
    private final ByteBudget room;
    private final Counter dropped;
    private final ThreadPoolExecutor writer;

    WebhookLog(EventPublisher events, WebhookSettings settings, MeterRegistry registry) {
        this.events = events.gathering(LINGER);
        this.room = new ByteBudget(settings.logBytesInFlight());
        this.dropped = registry.counter("switchboard.webhook.log.dropped");
        registry.gauge("switchboard.webhook.log.bytes", room, ByteBudget::taken);
        writer =
                new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofVirtual().name("webhook-log").factory(),
                        (_, _) -> dropped.increment());
    }

    @PreDestroy
    void stop() {
        var droppedBefore = dropped.count();
        writer.shutdown();
        if (!isHandedOver()) {
            dropped.increment(writer.shutdownNow().size());
            var _ = isHandedOver(); // the entry that was under way
        }
        events.close();
        var lost = Math.round(dropped.count() - droppedBefore);
        if (lost > 0) {
            LOG.warnf("Webhook log stopped before all was written entries=%d", lost);
        }
    }

    private boolean isHandedOver() {
        try {
            return writer.awaitTermination(UNTIL_HANDED_OVER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Never waits. */
    void add(
            WebhookRequest request,
            boolean genuine,
            Verdict verdict,
            Optional<String> error,
            Duration took) {
        var kept = genuine ? request : request.cutTo(KEPT_OF_DOUBTFUL_BODY);
        var entry = new Entry(kept, genuine, verdict, error, took);
        var bytes = entry.bytes();
        if (!room.take(bytes)) {
            dropped.increment();
            return;
        }
        writer.execute(() -> publish(entry, bytes));
    }

    private void publish(Entry entry, long bytes) {
        var event = entry.event();
        events.publish(Topics.WEBHOOK_LOG, event.eventId().toString(), event)
                .whenComplete((_, failure) -> {
                    room.giveBack(bytes);
                    if (failure != null) {
                        dropped.increment();
                    }
                });
    }

    private record Entry(
            WebhookRequest request,
            boolean genuine,
            Verdict verdict,
            Optional<String> error,
            Duration took) {
        private static final long BESIDES = 1024;

        /** What the entry holds until Kafka has it; the sender chooses what the head holds. */
        long bytes() {
            var bytes = BESIDES + request.path().length() + request.body().length();
            bytes += request.query().map(String::length).orElse(0);
            for (var header : request.headers()) {
                bytes += header.getKey().length() + header.getValue().length();
            }
            return bytes;
        }

        WebhookLogged event() {
            return new WebhookLogged(
                    UUID.randomUUID(),
                    request.route().label(),
                    request.method(),
                    Optional.of(request.path()),
                    request.query().flatMap(LoggedQuery::of),
                    LoggedHeaders.of(request.headers()),
                    request.body().toString(UTF_8),
                    genuine,
                    verdict.label(),
                    verdict.httpStatus(),
                    took,
                    error,
                    request.receivedAt());
        }
    }
}
