package dev.switchboard.operator.inbound;

import dev.switchboard.chassis.lane.LaneConsumer;
import dev.switchboard.chassis.lane.LaneRebalance;
import dev.switchboard.chassis.lane.LaneTools;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.lane.Lanes;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.transcript.conversation.ConversationStore;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Reads {@code inbound}, so that a conversation can be taken over from its first message on, before
 * that message's turn is closed and recorded, and so that an answer on the paired phone is a
 * takeover.
 */
@ApplicationScoped
public class InboundConsumer {
    /** Far below the number of database connections: calls of the API come first. */
    private static final int MAX_IN_FLIGHT = 8;

    private final Lanes lanes = new Lanes("inbound", MAX_IN_FLIGHT);
    private final ConversationStore conversations;
    private final PairedPhone pairedPhone;
    private final LaneConsumer<MessageReceived> consumer;

    InboundConsumer(ConversationStore conversations, PairedPhone pairedPhone, LaneTools tools) {
        this.conversations = conversations;
        this.pairedPhone = pairedPhone;
        this.consumer = new LaneConsumer<>(Topics.INBOUND, lanes, this::process, tools);
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

    private void process(MessageReceived message) throws InterruptedException {
        if (message.byBusiness()) {
            pairedPhone.process(message);
        } else {
            conversations.recordInbound(message);
        }
    }
}
