package dev.switchboard.operator.webhooklog;

import dev.switchboard.chassis.failure.Backoff;
import dev.switchboard.chassis.failure.Infrastructure;
import dev.switchboard.chassis.failure.LoggableFailure;
import dev.switchboard.chassis.topic.DeadLetters;
import dev.switchboard.model.event.WebhookLogged;
import dev.switchboard.model.wire.EventCodec;
import dev.switchboard.model.wire.UndecodableException;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Reads {@code webhook-log}, which has as much traffic as all providers together, and keeps it in
 * batches: what one poll brought is one statement, one batch at a time. While the database is away
 * it waits with its batch; what cannot be kept by a bug is set aside.
 */
@ApplicationScoped
public class WebhookLogConsumer {
    private static final Logger LOG = Logger.getLogger(WebhookLogConsumer.class);
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));

    private final WebhookWrites log;
    private final DeadLetters deadLetters;
    private volatile boolean stopping;

    WebhookLogConsumer(WebhookWrites log, DeadLetters deadLetters) {
        this.log = log;
        this.deadLetters = deadLetters;
    }

    void stop(@Observes ShutdownEvent shutdown) {
        stopping = true;
    }

    /** Completes when the batch is kept; the next one comes after that. */
    @Incoming("webhook-log")
    CompletionStage<Void> consume(Message<List<byte[]>> batch) {
        var kept = new CompletableFuture<Void>();
        Thread.ofVirtual()
                .name("webhook-log")
                .start(() -> {
                    if (keepAll(entries(batch))) {
                        kept.complete(null);
                    }
                });
        return kept.thenCompose(_ -> batch.ack());
    }

    @SuppressWarnings("unchecked")
    private static List<ConsumerRecord<String, byte[]>> entries(Message<List<byte[]>> batch) {
        var records =
                batch.getMetadata(IncomingKafkaRecordBatchMetadata.class)
                        .map(IncomingKafkaRecordBatchMetadata<String, byte[]>::getRecords)
                        .orElseThrow(() -> new IllegalStateException("not a batch from Kafka"));
        var entries = new ArrayList<ConsumerRecord<String, byte[]>>();
        records.forEach(entries::add);
        return entries;
    }

    /** Whether it came to its end; where not, the batch comes again after the next start. */
    private boolean keepAll(List<ConsumerRecord<String, byte[]>> records) {
        for (var attempt = 1; !stopping; attempt++) {
            try {
                keepOrSetAside(records);
                return true;
            } catch (RuntimeException | Error e) {
                LOG.warnf(
                        LoggableFailure.of(e),
                        "Webhooks not kept, trying again webhooks=%d attempt=%d",
                        records.size(),
                        attempt);
                if (!waited(BACKOFF.after(attempt))) {
                    return false;
                }
            }
        }
        return false;
    }

    private static boolean waited(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void keepOrSetAside(List<ConsumerRecord<String, byte[]>> records) {
        var webhooks = new ArrayList<WebhookLogged>();
        for (var record : records) {
            try {
                webhooks.add(EventCodec.decode(WebhookLogged.class, record.value()));
            } catch (UndecodableException e) {
                deadLetters.setAside(record, String.valueOf(e.getMessage()), 1);
            }
        }
        try {
            log.keep(webhooks);
        } catch (RuntimeException e) {
            if (stopping || Infrastructure.isDown(e)) {
                throw e;
            }
            records.forEach(this::keepAlone);
        }
    }

    /** One that cannot be kept must not keep the others out. */
    private void keepAlone(ConsumerRecord<String, byte[]> record) {
        try {
            log.keep(List.of(EventCodec.decode(WebhookLogged.class, record.value())));
        } catch (UndecodableException _) {
            // Set aside already.
        } catch (RuntimeException e) {
            if (stopping || Infrastructure.isDown(e)) {
                throw e;
            }
            deadLetters.setAside(record, e.getClass().getSimpleName(), 1);
        }
    }
}
