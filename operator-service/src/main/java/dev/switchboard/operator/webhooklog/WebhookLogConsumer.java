package dev.switchboard.operator.webhooklog;

import dev.switchboard.chassis.kafka.BatchConsumer;
import dev.switchboard.chassis.kafka.BatchConsumers;
import dev.switchboard.common.event.WebhookLogged;
import dev.switchboard.common.topic.Topics;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Reads {@code webhook-log} into the database, the webhooks of a poll by one statement. */
@Singleton
public class WebhookLogConsumer {
    private static final String CHANNEL = "webhook-log";

    private final BatchConsumer<WebhookLogged> consumer;

    WebhookLogConsumer(WebhookStore log, BatchConsumers consumers) {
        consumer = consumers.create(CHANNEL, Topics.WEBHOOK_LOG, log::keep);
    }

    @Incoming(CHANNEL)
    CompletionStage<Void> consume(Message<List<byte[]>> batch) {
        return consumer.accept(batch);
    }
}
