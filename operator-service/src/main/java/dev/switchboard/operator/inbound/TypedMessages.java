package dev.switchboard.operator.inbound;

import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.transcript.control.ControlStore;
import dev.switchboard.transcript.control.ConversationLock;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.message.MessageStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Records what was typed on the paired phone, and with it who has the line. */
@ApplicationScoped
class TypedMessages {
    private static final String WHO = "paired phone";
    private static final Optional<String> WHY = Optional.of("typed on the paired phone");

    private final ConversationStore conversations;
    private final MessageStore messages;
    private final ControlStore controls;
    private final ConversationLock lock;

    TypedMessages(
            ConversationStore conversations,
            MessageStore messages,
            ControlStore controls,
            ConversationLock lock) {
        this.conversations = conversations;
        this.messages = messages;
        this.controls = controls;
        this.lock = lock;
    }

    /**
     * In one transaction, so that a repeat, also one after a handback, changes nothing.
     *
     * @return who has the line now; empty for a repeat
     */
    @Transactional
    Optional<ControlStore.Change> take(MessageReceived message) {
        return note(message)
                ? Optional.of(controls.takeOver(message.conversation().id(), WHO, WHY))
                : Optional.empty();
    }

    /**
     * Leaves the line with whoever has it.
     *
     * @return whether the message was new
     */
    @Transactional
    boolean note(MessageReceived message) {
        if (messages.find(message.id()).isPresent()) {
            return false;
        }
        // Before any row, as whoever claims a turn does: each would wait for the other.
        lock.exclusive(message.conversation().id(), ControlStore.CHANGE_WAIT);
        conversations.reached(message.conversation(), message.providerTime());
        return messages.recordTyped(message, WHO);
    }
}
