package dev.switchboard.operator.inbound;

import dev.switchboard.chassis.kafka.BatchConsumer;
import dev.switchboard.chassis.kafka.BatchConsumers;
import dev.switchboard.chassis.kafka.BatchHandler;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.transcript.conversation.ConversationStore;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Reads {@code inbound}, so that a conversation can be taken over from its first message on, before
 * that message's turn is closed and recorded, and so that an answer on the paired phone is a
 * takeover. The customers' messages of a poll are recorded by one statement.
 */
@Singleton
public class InboundConsumer implements BatchHandler<MessageReceived> {
    private static final String CHANNEL = "inbound";

    private final ConversationStore conversations;
    private final PairedPhone pairedPhone;
    private final BatchConsumer<MessageReceived> consumer;

    InboundConsumer(
            ConversationStore conversations, PairedPhone pairedPhone, BatchConsumers consumers) {
        this.conversations = conversations;
        this.pairedPhone = pairedPhone;
        this.consumer = consumers.create(CHANNEL, Topics.INBOUND, this);
    }

    @Incoming(CHANNEL)
    CompletionStage<Void> consume(Message<List<byte[]>> batch) {
        return consumer.accept(batch);
    }

    /**
     * Returns true for a message of the paired phone, which may wait for a send. Its order towards
     * the customer's messages does not matter: of those only times, name and opt-out are recorded
     * here, which neither a takeover nor its message depends on.
     */
    @Override
    public boolean isAlone(MessageReceived message) {
        return message.byBusiness();
    }

    @Override
    public void handle(List<MessageReceived> messages) throws InterruptedException {
        if (isAlone(messages.getFirst())) {
            pairedPhone.process(messages.getFirst());
        } else {
            conversations.recordInbound(messages);
        }
    }
}
