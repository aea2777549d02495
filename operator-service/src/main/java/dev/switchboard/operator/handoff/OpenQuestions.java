package dev.switchboard.operator.handoff;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.model.content.Content;
import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.event.TurnReady;
import dev.switchboard.model.event.TurnReady.Closing;
import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.MessageId;
import dev.switchboard.model.identity.TurnId;
import dev.switchboard.model.wire.Json;
import dev.switchboard.transcript.control.ControlStore;
import dev.switchboard.transcript.message.MessageEntity;
import dev.switchboard.transcript.reading.ConversationPages;
import dev.switchboard.transcript.reading.ConversationSummary;
import dev.switchboard.transcript.reading.UnansweredMessages;
import dev.switchboard.transcript.reply.ReplyStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Gives the line back to the AI together with what a customer has asked while a person had it, as a
 * turn of its own.
 */
@ApplicationScoped
class OpenQuestions {
    /** A turn is read by a model at once; older questions stand in the history. */
    private static final int MOST = 50;

    private final ControlStore controls;
    private final ConversationPages conversations;
    private final UnansweredMessages unanswered;
    private final ReplyStore replies;
    private final TurnOutbox outbox;
    private final InstantSource clock;

    OpenQuestions(
            ControlStore controls,
            ConversationPages conversations,
            UnansweredMessages unanswered,
            ReplyStore replies,
            TurnOutbox outbox,
            InstantSource clock) {
        this.controls = controls;
        this.conversations = conversations;
        this.unanswered = unanswered;
        this.replies = replies;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * In one transaction: the line is the AI's, turns that workers are still at are taken from them
     * (they decided before the handback, and find their turns settled), and the turn that holds
     * what is open stands in the outbox. Whatever dies then, either nothing has happened or the
     * turn will be published.
     *
     * <p>A repeat comes to the same turn, which is answered once. What was recorded after the
     * handback is not in it: its own turn is answered.
     */
    @Transactional
    public Handback handBack(ConversationKey conversation, String who, Optional<String> why) {
        var change = controls.handBack(conversation.id(), who, why);
        var summary = conversations.find(conversation.id());
        var open =
                summary.flatMap(found ->
                        found.line().changedAt().flatMap(handedBack -> turn(found, handedBack)));
        open.ifPresent(outbox::keep);
        return new Handback(change, open);
    }

    /** What a handback came to. */
    record Handback(ControlStore.Change change, Optional<TurnReady> open) {}

    private Optional<TurnReady> turn(ConversationSummary conversation, Instant handedBack) {
        var id = new ConversationId(conversation.id());
        replies.leaveUnanswered(unanswered.unsettled(id, handedBack));
        var epoch = conversation.line().epoch();
        var messages =
                unanswered.in(id, handedBack, epoch, MOST).stream()
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
            ConversationSummary conversation, MessageEntity message) {
        return new MessageReceived(
                new MessageId(message.id),
                conversation.key(),
                Optional.ofNullable(message.providerMessageId).orElse(""),
                content(message),
                conversation.customerName(),
                Optional.ofNullable(message.quotes),
                message.providerTime,
                message.createdAt,
                "",
                false,
                message.context());
    }

    private static Content content(MessageEntity message) {
        if (message.content == null) {
            return new Content.Text(message.text);
        }
        try {
            return Json.mapper().readValue(message.content, Content.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unreadable content of message " + message.id, e);
        }
    }
}
