package dev.switchboard.aiworker.turn;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.event.TurnReady;
import dev.switchboard.model.identity.MessageId;
import dev.switchboard.model.identity.TurnId;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.reply.ReplyStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts a turn's messages into the transcript. A message belongs to the turn that recorded it first,
 * also when the buffer, having lost what it knew, merges it into another one later.
 */
@ApplicationScoped
public class TurnRecorder {
    private final ConversationStore conversations;
    private final MessageStore messages;
    private final ReplyStore replies;

    TurnRecorder(ConversationStore conversations, MessageStore messages, ReplyStore replies) {
        this.conversations = conversations;
        this.messages = messages;
        this.replies = replies;
    }

    /**
     * What a turn came to.
     *
     * @param fresh the messages that were new
     * @param turns what is to be settled: as a rule the turn itself, otherwise what is left of it
     *     without other turns' messages, which may be nothing; and, where it was settled before it
     *     had all these messages, what is new as a turn of its own
     */
    record Recorded(List<MessageReceived> fresh, List<TurnReady> turns) {}

    /** Idempotent: a repeat comes to the same turns, and nothing in it is new. */
    @Transactional
    public Recorded record(TurnReady turn) {
        var newest = turn.newestMessage();
        conversations.seen(newest.conversation(), newest.customerName(), turn.writtenAt());
        turn.messages().forEach(conversations::heed);
        var fresh =
                turn.messages().stream()
                        .filter(message -> messages.recordInbound(message, turn.id()))
                        .toList();
        var isWhole =
                fresh.size() == turn.messages().size()
                        || turn.closedBy() == TurnReady.Closing.HANDBACK;
        return new Recorded(fresh, isWhole ? List.of(turn) : ownTurns(turn, fresh));
    }

    private List<TurnReady> ownTurns(TurnReady turn, List<MessageReceived> fresh) {
        if (!fresh.isEmpty() && replies.settlementOf(turn.id()).isPresent()) {
            var first = fresh.getFirst().id();
            messages.moveTo(turn.id().continuedWith(first), ids(fresh));
        }
        var homes = messages.turnsOf(ids(turn.messages()));
        Map<TurnId, List<MessageReceived>> byHome =
                turn.messages().stream()
                        .collect(
                                groupingBy(
                                        message -> homes.getOrDefault(message.id(), turn.id()),
                                        LinkedHashMap::new,
                                        toList()));
        return byHome.entrySet().stream()
                .filter(home -> isOwn(turn, home.getKey(), home.getValue().getFirst()))
                .map(home -> part(turn, home.getKey(), home.getValue()))
                .toList();
    }

    private static boolean isOwn(TurnReady turn, TurnId home, MessageReceived first) {
        return home.equals(turn.id()) || home.equals(turn.id().continuedWith(first.id()));
    }

    private static TurnReady part(TurnReady turn, TurnId id, List<MessageReceived> messages) {
        return new TurnReady(id, turn.conversation(), messages, turn.closedBy(), turn.closedAt());
    }

    private static List<MessageId> ids(List<MessageReceived> messages) {
        return messages.stream().map(MessageReceived::id).toList();
    }
}
