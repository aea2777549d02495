package dev.switchboard.outbound.status;

import dev.switchboard.chassis.kafka.KeyedConsumer;
import dev.switchboard.chassis.kafka.KeyedConsumers;
import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.common.topic.Topics;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Reads {@code provider-statuses}, the statuses of one message in order of arrival. */
@Singleton
public class StatusConsumer {
    private static final String CHANNEL = "provider-statuses";
    private static final int MAX_IN_FLIGHT = 256;

    private final KeyedConsumer<ProviderStatusReceived> consumer;

    StatusConsumer(PartStatuses statuses, KeyedConsumers consumers) {
        consumer =
                consumers.create(CHANNEL, Topics.PROVIDER_STATUSES, MAX_IN_FLIGHT, statuses::apply);
    }

    @Incoming(CHANNEL)
    CompletionStage<Void> consume(Message<byte[]> record) {
        return consumer.accept(record);
    }
}
