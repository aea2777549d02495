package dev.switchboard.operator.webhooklog;

import dev.switchboard.chassis.kafka.DeadLetters;
import dev.switchboard.chassis.resilience.Backoff;
import dev.switchboard.chassis.resilience.InfrastructureFailures;
import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.common.event.WebhookLogged;
import dev.switchboard.common.wire.EventCodec;
import dev.switchboard.common.wire.UndecodableException;
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
 * Reads {@code webhook-log}, which has as much traffic as all providers together, and stores it in
 * batches: the records of one poll are one statement, one batch at a time. While the database is
 * down it retries its batch; a record that fails by a bug is dead-lettered.
 */
@ApplicationScoped
public class WebhookLogConsumer {
    private static final Logger LOG = Logger.getLogger(WebhookLogConsumer.class);
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));

    private final WebhookStore log;
    private final DeadLetters deadLetters;
    private volatile boolean stopping;

    WebhookLogConsumer(WebhookStore log, DeadLetters deadLetters) {
        this.log = log;
        this.deadLetters = deadLetters;
    }

    void stop(@Observes ShutdownEvent shutdown) {
        stopping = true;
    }

    /** Completes when the batch is stored; the next one comes after that. */
    @Incoming("webhook-log")
    CompletionStage<Void> consume(Message<List<byte[]>> batch) {
        var stored = new CompletableFuture<Void>();
        Thread.ofVirtual()
                .name("webhook-log")
                .start(() -> {
                    if (keepAll(entries(batch))) {
                        stored.complete(null);
                    }
                });
        return stored.thenCompose(_ -> batch.ack());
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

    /** False if it was stopped before the end; then the batch comes again after the next start. */
    private boolean keepAll(List<ConsumerRecord<String, byte[]>> records) {
        for (var attempt = 1; !stopping; attempt++) {
            try {
                keepOrDeadLetter(records);
                return true;
            } catch (RuntimeException | Error e) {
                LOG.warnf(
                        LoggableFailure.of(e),
                        "Webhooks not stored, retrying webhooks=%d attempt=%d",
                        records.size(),
                        attempt);
                if (!sleep(BACKOFF.after(attempt))) {
                    return false;
                }
            }
        }
        return false;
    }

    private static boolean sleep(Duration backoff) {
        try {
            Thread.sleep(backoff);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void keepOrDeadLetter(List<ConsumerRecord<String, byte[]>> records) {
        var webhooks = new ArrayList<WebhookLogged>();
        for (var record : records) {
            try {
                webhooks.add(EventCodec.decode(WebhookLogged.class, record.value()));
            } catch (UndecodableException e) {
                deadLetters.publish(record, String.valueOf(e.getMessage()), 1);
            }
        }
        try {
            log.keep(webhooks);
        } catch (RuntimeException e) {
            if (stopping || InfrastructureFailures.isDown(e)) {
                throw e;
            }
            records.forEach(this::keepAlone);
        }
    }

    /** A record that cannot be stored must not stop the others. */
    private void keepAlone(ConsumerRecord<String, byte[]> record) {
        try {
            log.keep(List.of(EventCodec.decode(WebhookLogged.class, record.value())));
        } catch (UndecodableException _) {
            // Dead-lettered already.
        } catch (RuntimeException e) {
            if (stopping || InfrastructureFailures.isDown(e)) {
                throw e;
            }
            deadLetters.publish(record, e.getClass().getSimpleName(), 1);
        }
    }
}
