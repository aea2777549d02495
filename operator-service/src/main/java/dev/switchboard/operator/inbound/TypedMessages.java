package dev.switchboard.operator.inbound;

import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.ownership.ConversationLock;
import dev.switchboard.transcript.ownership.OwnershipStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Records messages typed on the paired phone, and the takeover with them. */
@ApplicationScoped
class TypedMessages {
    private static final String ACTOR = "paired phone";
    private static final String REASON = "typed on the paired phone";

    private final ConversationStore conversations;
    private final MessageStore messages;
    private final OwnershipStore ownerships;
    private final ConversationLock lock;

    TypedMessages(
            ConversationStore conversations,
            MessageStore messages,
            OwnershipStore ownerships,
            ConversationLock lock) {
        this.conversations = conversations;
        this.messages = messages;
        this.ownerships = ownerships;
        this.lock = lock;
    }

    /**
     * Records the message and takes the conversation over in one transaction, so that a duplicate,
     * also one after a handback, changes nothing.
     *
     * @return empty for a duplicate
     */
    @Transactional
    Optional<OwnershipStore.ChangeResult> takeOver(MessageReceived message) {
        return record(message)
                ? Optional.of(ownerships.takeOver(message.conversation().id(), ACTOR, REASON))
                : Optional.empty();
    }

    /**
     * Records the message without a takeover.
     *
     * @return true if the message was new
     */
    @Transactional
    boolean record(MessageReceived message) {
        if (messages.find(message.id()).isPresent()) {
            return false;
        }
        // Before any row is locked, as a claim does: in another order the two would deadlock.
        lock.exclusive(message.conversation().id(), OwnershipStore.CHANGE_LOCK_TIMEOUT);
        conversations.recordBusinessActivity(message.conversation(), message.providerTime());
        return messages.recordTyped(message, ACTOR);
    }
}
