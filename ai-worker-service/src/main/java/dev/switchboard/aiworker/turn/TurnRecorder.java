package dev.switchboard.aiworker.turn;

import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.event.TurnReady;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.message.MessageStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Puts a turn's messages into the transcript. */
@ApplicationScoped
public class TurnRecorder {
    private final ConversationStore conversations;
    private final MessageStore messages;

    TurnRecorder(ConversationStore conversations, MessageStore messages) {
        this.conversations = conversations;
        this.messages = messages;
    }

    /**
     * Idempotent.
     *
     * @return the messages that were new
     */
    @Transactional
    public List<MessageReceived> record(TurnReady turn) {
        var newest = turn.newestMessage();
        conversations.seen(turn.conversation(), newest.customerName(), newest.providerTime());
        return turn.messages().stream()
                .filter(message -> messages.recordInbound(message, turn.id()))
                .toList();
    }
}
