package dev.switchboard.operator.inbound;

import dev.switchboard.chassis.kafka.BatchConsumer;
import dev.switchboard.chassis.kafka.BatchConsumers;
import dev.switchboard.chassis.kafka.BatchHandler;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.operator.setting.PersonasInForce;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.ownership.OwnershipStore;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Reads {@code inbound}, so that a conversation can be taken over from its first message on, before
 * that message's turn is closed and recorded, and so that an answer on the paired phone is a
 * takeover. The customers' messages of a poll are recorded by one statement; not those of customers
 * whom their persona neither answers nor keeps, unless an operator owns the conversation.
 */
@Singleton
public class InboundConsumer implements BatchHandler<MessageReceived> {
    private static final String CHANNEL = "inbound";

    private final ConversationStore conversations;
    private final PersonasInForce personas;
    private final OwnershipStore ownerships;
    private final PairedPhone pairedPhone;
    private final BatchConsumer<MessageReceived> consumer;

    InboundConsumer(
            ConversationStore conversations,
            PersonasInForce personas,
            OwnershipStore ownerships,
            PairedPhone pairedPhone,
            BatchConsumers consumers) {
        this.conversations = conversations;
        this.personas = personas;
        this.ownerships = ownerships;
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
            var kept = new ArrayList<MessageReceived>();
            for (var message : messages) {
                if (isDropped(message)) {
                    conversations.recordOptOut(message);
                } else {
                    kept.add(message);
                }
            }
            conversations.recordInbound(kept);
        }
    }

    private boolean isDropped(MessageReceived message) {
        return personas.isDropped(message.conversation())
                && ownerships.current(message.conversation().id()).isOwnedByAi();
    }
}
