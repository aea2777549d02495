package dev.switchboard.operator.inbound;

import dev.switchboard.chassis.kafka.KeyedConsumer;
import dev.switchboard.chassis.kafka.KeyedConsumers;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.transcript.conversation.ConversationStore;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Reads {@code inbound}, so that a conversation can be taken over from its first message on, before
 * that message's turn is closed and recorded, and so that an answer on the paired phone is a
 * takeover.
 */
@Singleton
public class InboundConsumer {
    private static final String CHANNEL = "inbound";

    /** Far below the number of database connections: calls of the API come first. */
    private static final int MAX_IN_FLIGHT = 8;

    private final ConversationStore conversations;
    private final PairedPhone pairedPhone;
    private final KeyedConsumer<MessageReceived> consumer;

    InboundConsumer(
            ConversationStore conversations, PairedPhone pairedPhone, KeyedConsumers consumers) {
        this.conversations = conversations;
        this.pairedPhone = pairedPhone;
        this.consumer = consumers.create(CHANNEL, Topics.INBOUND, MAX_IN_FLIGHT, this::process);
    }

    @Incoming(CHANNEL)
    CompletionStage<Void> consume(Message<byte[]> record) {
        return consumer.accept(record);
    }

    private void process(MessageReceived message) throws InterruptedException {
        if (message.byBusiness()) {
            pairedPhone.process(message);
        } else {
            conversations.recordInbound(message);
        }
    }
}
