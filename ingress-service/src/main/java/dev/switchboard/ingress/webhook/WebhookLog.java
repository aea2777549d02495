package dev.switchboard.ingress.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.channels.webhook.Excerpt;
import dev.switchboard.channels.webhook.WebhookOutcome;
import dev.switchboard.channels.webhook.WebhookRequest;
import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.common.event.WebhookLogged;
import dev.switchboard.common.topic.Topics;
import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.buffer.Buffer;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Writes every answered webhook to {@code webhook-log}, off the response's path: entries wait in a
 * bounded queue and are dropped and counted when Kafka is slower than the webhooks. Unverified
 * webhooks, which anybody can send, are limited per second and the rest counted. A stop writes
 * waiting entries for up to {@link #STOP_TIMEOUT}.
 */
@ApplicationScoped
public class WebhookLog {
    private static final Logger LOG = Logger.getLogger(WebhookLog.class);

    /** Enough to recognise it; a genuine webhook has 1 to 2 KB. */
    private static final int MAX_UNVERIFIED_BODY_BYTES = 3 * 1024;

    /** With the next two, limits an entry to 17 KB, whatever JSON escapes. */
    private static final int MAX_UNVERIFIED_PATH_CHARS = 200;

    private static final int MAX_UNVERIFIED_QUERY_CHARS = 500;
    private static final int MAX_UNVERIFIED_HEADER_CHARS = 2 * 1024;

    /** Longer than any query of ours. */
    private static final int MAX_QUERY_CHARS = 2 * 1024;

    private static final int MAX_HEADER_CHARS = 4 * 1024;

    /** JSON takes up to six bytes for each of these. */
    private static final Pattern ESCAPED_IN_JSON =
            Pattern.compile("[\\p{Cc}\\uFFFD&&[^\\t\\n\\r]]");

    /** Seconds for which the unused limit accumulates. */
    private static final int BURST_SECONDS = 10;

    /** Nothing waits for the log; larger batches leave the CPU to the webhooks. */
    private static final Duration LINGER = Duration.ofMillis(50);

    /** Enough for a full queue, and shorter than the time that a service has to stop. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

    private final EventPublisher events;
    private final ByteBudget budget;
    private final Counter dropped;
    private final Counter sampledOut;
    private final Bucket unverifiedLimiter;
    private final ThreadPoolExecutor writer;

    WebhookLog(EventPublisher events, WebhookSettings settings, MeterRegistry registry) {
        this.events = events.batching(LINGER);
        this.budget = new ByteBudget(settings.maxLogBytesInFlight());
        this.dropped = registry.counter("switchboard.webhook.log.dropped");
        this.sampledOut = registry.counter("switchboard.webhook.log.sampled.out");
        this.unverifiedLimiter = limiter(settings.maxRefusedLoggedPerSecond());
        registry.gauge("switchboard.webhook.log.bytes", budget, ByteBudget::used);
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

    private static Bucket limiter(int entriesPerSecond) {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity((long) entriesPerSecond * BURST_SECONDS)
                                .refillGreedy(entriesPerSecond, Duration.ofSeconds(1)))
                .build();
    }

    @PreDestroy
    void stop() {
        var droppedBefore = dropped.count();
        writer.shutdown();
        if (!awaitWriter()) {
            dropped.increment(writer.shutdownNow().size());
            var _ = awaitWriter(); // for the entry in flight
        }
        events.close();
        var lost = Math.round(dropped.count() - droppedBefore);
        if (lost > 0) {
            LOG.warnf("Webhook log stopped with entries lost entries=%d", lost);
        }
    }

    private boolean awaitWriter() {
        try {
            return writer.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Never blocks.
     *
     * @param error empty if there is none
     */
    void add(
            WebhookRequest request,
            boolean genuine,
            WebhookOutcome outcome,
            String error,
            Duration took) {
        if (!genuine && !unverifiedLimiter.tryConsume(1)) {
            sampledOut.increment();
            return;
        }
        var logged = genuine ? request : request.truncated(MAX_UNVERIFIED_BODY_BYTES);
        var note = Optional.of(error).filter(text -> !text.isEmpty()).map(Excerpt::ofNote);
        var entry = new Entry(logged, genuine, outcome, note, took);
        var bytes = entry.bytes();
        if (!budget.tryReserve(bytes)) {
            dropped.increment();
            return;
        }
        writer.execute(() -> publish(entry, bytes));
    }

    private void publish(Entry entry, long bytes) {
        events.publish(Topics.WEBHOOK_LOG, null, entry.event())
                .whenComplete((_, failure) -> {
                    budget.release(bytes);
                    if (failure != null) {
                        dropped.increment();
                    }
                });
    }

    private record Entry(
            WebhookRequest request,
            boolean genuine,
            WebhookOutcome outcome,
            Optional<String> error,
            Duration took) {
        private static final long ENTRY_OVERHEAD_BYTES = 1024;

        /** Approximate memory of the entry; the sender determines the size of the head. */
        long bytes() {
            var bytes = ENTRY_OVERHEAD_BYTES + request.path().length() + request.body().length();
            bytes += request.query().map(String::length).orElse(0);
            bytes += error.map(String::length).orElse(0);
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
                    Optional.of(genuine ? request.path() : cut(request.path())),
                    request.query().flatMap(it -> LoggedQuery.of(it, maxQueryChars())),
                    LoggedHeaders.of(request.headers(), maxHeaderChars()),
                    genuine ? request.body().toString(UTF_8) : printable(request.body()),
                    genuine,
                    outcome.label(),
                    outcome.httpStatus(),
                    took,
                    error,
                    request.receivedAt());
        }

        private int maxQueryChars() {
            return genuine ? MAX_QUERY_CHARS : MAX_UNVERIFIED_QUERY_CHARS;
        }

        private int maxHeaderChars() {
            return genuine ? MAX_HEADER_CHARS : MAX_UNVERIFIED_HEADER_CHARS;
        }

        private static String cut(String path) {
            return path.substring(0, Math.min(path.length(), MAX_UNVERIFIED_PATH_CHARS));
        }

        private static String printable(Buffer body) {
            return ESCAPED_IN_JSON.matcher(body.toString(UTF_8)).replaceAll("?");
        }
    }
}
