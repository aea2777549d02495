package dev.switchboard.operator.inbound;

import dev.switchboard.chassis.lane.LaneConsumer;
import dev.switchboard.chassis.lane.LaneRebalance;
import dev.switchboard.chassis.lane.LaneTools;
import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.lane.Lanes;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.transcript.conversation.ConversationStore;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Reads {@code inbound}, so that a conversation can be taken over from its very first message on
 * and not only once that message's turn has been closed and recorded; and so that a person who
 * answers on the paired phone has the line.
 */
@ApplicationScoped
public class InboundConsumer {
    /** Far below the connections there are: callers of the API come first. */
    private static final int MOST_IN_FLIGHT = 8;

    private final Lanes lanes = new Lanes("inbound", MOST_IN_FLIGHT);
    private final ConversationStore conversations;
    private final PairedPhone phone;
    private final LaneConsumer<MessageReceived> consumer;

    InboundConsumer(ConversationStore conversations, PairedPhone phone, LaneTools tools) {
        this.conversations = conversations;
        this.phone = phone;
        this.consumer = new LaneConsumer<>(Topics.INBOUND, lanes, this::take, tools);
    }

    @Incoming("inbound")
    CompletionStage<Void> consume(Message<byte[]> record) {
        return consumer.accept(record);
    }

    @Produces
    @Identifier("inbound")
    @ApplicationScoped
    KafkaConsumerRebalanceListener rebalance() {
        return new LaneRebalance(lanes);
    }

    private void take(MessageReceived message) throws InterruptedException {
        if (message.byBusiness()) {
            phone.wrote(message);
        } else {
            conversations.heard(message);
        }
    }
}
