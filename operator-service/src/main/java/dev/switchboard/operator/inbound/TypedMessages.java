package dev.switchboard.operator.inbound;

import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.ownership.ConversationLock;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Records messages typed on the paired phone, and the takeover with them. */
@ApplicationScoped
class TypedMessages {
    private static final String ACTOR = "paired phone";
    private static final String REASON = "typed on the paired phone";

    private final Database database;
    private final ConversationStore conversations;
    private final MessageStore messages;
    private final OwnershipStore ownerships;
    private final ConversationLock lock;

    TypedMessages(
            Database database,
            ConversationStore conversations,
            MessageStore messages,
            OwnershipStore ownerships,
            ConversationLock lock) {
        this.database = database;
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
    Optional<OwnershipStore.ChangeResult> takeOver(MessageReceived message) {
        return database.inTransaction(() -> {
            return record(message)
                    ? Optional.of(ownerships.takeOver(message.conversation().id(), ACTOR, REASON))
                    : Optional.empty();
        });
    }

    /**
     * Records the message without a takeover.
     *
     * @return true if the message was new
     */
    boolean record(MessageReceived message) {
        return database.inTransaction(() -> {
            if (messages.find(message.id()).isPresent()) {
                return false;
            }
            // Before any row is locked, as a claim does: in another order the two would deadlock.
            lock.exclusive(message.conversation().id(), OwnershipStore.CHANGE_LOCK_TIMEOUT);
            conversations.recordBusinessActivity(message.conversation(), message.providerTime());
            return messages.recordTyped(message, ACTOR);
        });
    }
}
