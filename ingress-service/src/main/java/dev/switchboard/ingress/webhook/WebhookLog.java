package dev.switchboard.ingress.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.chassis.topic.EventPublisher;
import dev.switchboard.model.event.WebhookLogged;
import dev.switchboard.model.topic.Topics;
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
 * Keeps every answered webhook in {@code webhook-log}, off the answer's path: entries wait in a
 * bounded queue and are dropped, and counted, when Kafka is slower than the webhooks. Of those that
 * nobody vouched for, which anybody can send, only so many a second are kept and the rest counted.
 * At a stop what waits is still written, as far as it can be within seconds.
 */
@ApplicationScoped
public class WebhookLog {
    private static final Logger LOG = Logger.getLogger(WebhookLog.class);

    /** Enough to see what it was; a genuine webhook has 1 to 2 KB. */
    private static final int MAX_DOUBTFUL_BODY_BYTES = 3 * 1024;

    /** The rest of it: an entry has no more than 17 KB, whatever JSON makes of what was sent. */
    private static final int MAX_DOUBTFUL_PATH_CHARS = 200;

    private static final int MAX_DOUBTFUL_QUERY_CHARS = 500;
    private static final int MAX_DOUBTFUL_HEADER_CHARS = 2 * 1024;

    /** Longer than anything that is ours. */
    private static final int MAX_QUERY_CHARS = 2 * 1024;

    private static final int MAX_HEADER_CHARS = 4 * 1024;

    /** JSON takes up to six bytes for each of these. */
    private static final Pattern COSTLY_IN_JSON = Pattern.compile("[\\p{Cc}\\uFFFD&&[^\\t\\n\\r]]");

    /** After a quiet time the limit of so many seconds may be kept at once. */
    private static final int BURST_SECONDS = 10;

    /** Nobody waits for the log; gathered records leave the cores to the webhooks. */
    private static final Duration LINGER = Duration.ofMillis(50);

    /** Enough for a full queue, and to be done before whoever stops the service loses patience. */
    private static final Duration UNTIL_HANDED_OVER = Duration.ofSeconds(2);

    private final EventPublisher events;
    private final ByteBudget room;
    private final Counter dropped;
    private final Counter sampledOut;
    private final Bucket doubtful;
    private final ThreadPoolExecutor writer;

    WebhookLog(EventPublisher events, WebhookSettings settings, MeterRegistry registry) {
        this.events = events.gathering(LINGER);
        this.room = new ByteBudget(settings.logBytesInFlight());
        this.dropped = registry.counter("switchboard.webhook.log.dropped");
        this.sampledOut = registry.counter("switchboard.webhook.log.sampled.out");
        this.doubtful = perSecond(settings.refusedLoggedPerSecond());
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

    private static Bucket perSecond(int entries) {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity((long) entries * BURST_SECONDS)
                                .refillGreedy(entries, Duration.ofSeconds(1)))
                .build();
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
        if (!genuine && !doubtful.tryConsume(1)) {
            sampledOut.increment();
            return;
        }
        var kept = genuine ? request : request.cutTo(MAX_DOUBTFUL_BODY_BYTES);
        var entry = new Entry(kept, genuine, verdict, error.map(Excerpt::ofNote), took);
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
                    verdict.label(),
                    verdict.httpStatus(),
                    took,
                    error,
                    request.receivedAt());
        }

        private int maxQueryChars() {
            return genuine ? MAX_QUERY_CHARS : MAX_DOUBTFUL_QUERY_CHARS;
        }

        private int maxHeaderChars() {
            return genuine ? MAX_HEADER_CHARS : MAX_DOUBTFUL_HEADER_CHARS;
        }

        private static String cut(String path) {
            return path.substring(0, Math.min(path.length(), MAX_DOUBTFUL_PATH_CHARS));
        }

        private static String printable(Buffer body) {
            return COSTLY_IN_JSON.matcher(body.toString(UTF_8)).replaceAll("?");
        }
    }
}
