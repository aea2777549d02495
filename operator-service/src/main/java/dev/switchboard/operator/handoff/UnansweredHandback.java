package dev.switchboard.operator.handoff;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.event.TurnReady.Closing;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.common.wire.Json;
import dev.switchboard.transcript.message.StoredMessage;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.read.ConversationPages;
import dev.switchboard.transcript.read.ConversationSummary;
import dev.switchboard.transcript.read.UnansweredMessages;
import dev.switchboard.transcript.reply.ReplyStore;
import dev.switchboard.transcript.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hands a conversation back to the AI together with the customer's unanswered messages, as a turn
 * of their own.
 */
@ApplicationScoped
class UnansweredHandback {
    /** The model reads a turn at once; older messages are in the history. */
    private static final int MAX_MESSAGES = 50;

    private final Database database;
    private final OwnershipStore ownerships;
    private final ConversationPages conversations;
    private final UnansweredMessages unanswered;
    private final ReplyStore replies;
    private final TurnOutbox outbox;
    private final InstantSource clock;

    UnansweredHandback(
            Database database,
            OwnershipStore ownerships,
            ConversationPages conversations,
            UnansweredMessages unanswered,
            ReplyStore replies,
            TurnOutbox outbox,
            InstantSource clock) {
        this.database = database;
        this.ownerships = ownerships;
        this.conversations = conversations;
        this.unanswered = unanswered;
        this.replies = replies;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Does in one transaction: makes the AI the owner, claims turns that workers have in flight
     * (they decided before the handback, and find their turns claimed), and puts a turn of the
     * unanswered messages into the outbox. After a crash either nothing has happened or the turn
     * will be published.
     *
     * <p>A repeat makes the same turn, which is answered once. Messages recorded after the handback
     * are not in it: their own turn is answered.
     */
    public HandbackResult handBack(
            ConversationKey conversation, String actor, @Nullable String reason) {
        return database.inTransaction(() -> {
            var change = ownerships.handBack(conversation.id(), actor, reason);
            var summary = conversations.find(conversation.id());
            var pending =
                    summary.flatMap(found ->
                            found.ownership()
                                    .changedAt()
                                    .flatMap(handedBack -> turn(found, handedBack)));
            pending.ifPresent(outbox::keep);
            return new HandbackResult(change, pending);
        });
    }

    /**
     * Result of a handback.
     *
     * @param pending the turn of the unanswered messages
     */
    record HandbackResult(OwnershipStore.ChangeResult change, Optional<TurnReady> pending) {}

    private Optional<TurnReady> turn(ConversationSummary conversation, Instant handedBack) {
        var id = new ConversationId(conversation.id());
        replies.leaveUnanswered(unanswered.unclaimed(id, handedBack));
        var epoch = conversation.ownership().epoch();
        var messages =
                unanswered.in(id, handedBack, epoch, MAX_MESSAGES).stream()
                        .map(message -> received(conversation, message))
                        .toList();
        return messages.isEmpty()
                ? Optional.empty()
                : Optional.of(turn(conversation.key(), messages, epoch));
    }

    private TurnReady turn(
            ConversationKey conversation, List<MessageReceived> messages, long epoch) {
        return new TurnReady(
                TurnId.startingWith(messages.getFirst().id()).reopenedAt(epoch),
                conversation,
                messages,
                Closing.HANDBACK,
                clock.instant());
    }

    private static MessageReceived received(
            ConversationSummary conversation, StoredMessage message) {
        return new MessageReceived(
                message.id(),
                conversation.key(),
                message.providerMessageId().orElse(""),
                content(message),
                conversation.customerName(),
                message.quotes(),
                message.providerTime(),
                message.createdAt(),
                "",
                false,
                message.context());
    }

    private static Content content(StoredMessage message) {
        if (message.content().isEmpty()) {
            return new Content.Text(message.text());
        }
        try {
            return Json.mapper().readValue(message.content().get(), Content.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unreadable content of message " + message.id(), e);
        }
    }
}
