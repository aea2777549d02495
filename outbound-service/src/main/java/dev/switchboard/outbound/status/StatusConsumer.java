package dev.switchboard.outbound.status;

import dev.switchboard.chassis.kafka.BatchConsumer;
import dev.switchboard.chassis.kafka.BatchConsumers;
import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.common.topic.Topics;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Reads {@code provider-statuses} in batches, the statuses of one message in order of arrival. */
@Singleton
public class StatusConsumer {
    private static final String CHANNEL = "provider-statuses";

    private final BatchConsumer<ProviderStatusReceived> consumer;

    StatusConsumer(PartStatuses statuses, BatchConsumers consumers) {
        consumer = consumers.create(CHANNEL, Topics.PROVIDER_STATUSES, statuses::apply);
    }

    @Incoming(CHANNEL)
    CompletionStage<Void> consume(Message<List<byte[]>> batch) {
        return consumer.accept(batch);
    }
}
