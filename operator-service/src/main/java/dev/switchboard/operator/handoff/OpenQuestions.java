package dev.switchboard.operator.handoff;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.chassis.topic.EventPublisher;
import dev.switchboard.model.content.Content;
import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.event.TurnReady;
import dev.switchboard.model.event.TurnReady.Closing;
import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.MessageId;
import dev.switchboard.model.identity.TurnId;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.model.wire.Json;
import dev.switchboard.transcript.message.MessageEntity;
import dev.switchboard.transcript.reading.ConversationPages;
import dev.switchboard.transcript.reading.ConversationSummary;
import dev.switchboard.transcript.reading.UnansweredMessages;
import dev.switchboard.transcript.reply.ReplyStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Offers the AI, as a turn of its own, what a customer has asked while a person had the line. */
@ApplicationScoped
class OpenQuestions {
    private static final Logger LOG = Logger.getLogger(OpenQuestions.class);

    /** A turn is read by a model at once; older questions stand in the history. */
    private static final int MOST = 50;

    private final ConversationPages conversations;
    private final UnansweredMessages unanswered;
    private final ReplyStore replies;
    private final EventPublisher events;
    private final InstantSource clock;

    OpenQuestions(
            ConversationPages conversations,
            UnansweredMessages unanswered,
            ReplyStore replies,
            EventPublisher events,
            InstantSource clock) {
        this.conversations = conversations;
        this.unanswered = unanswered;
        this.replies = replies;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Publishes the turn that the last handback has left open, if there is one. A repeat publishes
     * the same turn, which is answered once. A turn that a worker is still at is taken from it
     * first: that worker decided before the handback, and finds the turn settled. What was recorded
     * after the handback is not in it: its own turn is answered.
     */
    void reopen(ConversationId id) {
        var conversation = conversations.find(id).orElseThrow();
        var open =
                conversation
                        .line()
                        .changedAt()
                        .flatMap(handedBack -> turn(conversation, handedBack));
        open.ifPresent(this::publish);
    }

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
                "{}");
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

    private void publish(TurnReady turn) {
        events.publishAndWait(Topics.TURNS, turn.conversation().id().toString(), turn);
        LOG.infof(
                "Open questions are offered to the AI. conversation=%s turn=%s messages=%d",
                turn.conversation().id(), turn.id(), turn.messages().size());
    }
}
