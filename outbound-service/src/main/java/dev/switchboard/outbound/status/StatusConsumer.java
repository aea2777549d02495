package dev.switchboard.outbound.status;

import dev.switchboard.chassis.lane.LaneConsumer;
import dev.switchboard.chassis.lane.LaneRebalance;
import dev.switchboard.chassis.lane.LaneTools;
import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.common.lane.Lanes;
import dev.switchboard.common.topic.Topics;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Reads {@code provider-statuses}, the statuses of one message in order of arrival. */
@ApplicationScoped
public class StatusConsumer {
    private static final int MAX_IN_FLIGHT = 256;

    private final Lanes lanes = new Lanes("status", MAX_IN_FLIGHT);
    private final LaneConsumer<ProviderStatusReceived> consumer;

    StatusConsumer(PartStatuses statuses, LaneTools tools) {
        consumer = new LaneConsumer<>(Topics.PROVIDER_STATUSES, lanes, statuses::apply, tools);
    }

    @Incoming("provider-statuses")
    CompletionStage<Void> consume(Message<byte[]> record) {
        return consumer.accept(record);
    }

    @Produces
    @Identifier("provider-statuses")
    @ApplicationScoped
    KafkaConsumerRebalanceListener rebalance() {
        return new LaneRebalance(lanes);
    }
}
