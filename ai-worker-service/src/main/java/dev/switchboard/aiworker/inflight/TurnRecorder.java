package dev.switchboard.aiworker.inflight;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.switchboard.aiworker.history.HistoryReader;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.reply.ReplyStore;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.turn.TurnSnapshot;
import dev.switchboard.transcript.turn.TurnStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records a turn's messages in the transcript. A message belongs to the turn that recorded it
 * first, also when the buffer, having lost its state, puts it into another turn later.
 */
@ApplicationScoped
public class TurnRecorder {
    private final Database database;
    private final TurnStore turns;
    private final ConversationStore conversations;
    private final MessageStore messages;
    private final ReplyStore replies;
    private final HintPublisher hints;

    TurnRecorder(
            Database database,
            TurnStore turns,
            ConversationStore conversations,
            MessageStore messages,
            ReplyStore replies,
            HintPublisher hints) {
        this.database = database;
        this.turns = turns;
        this.conversations = conversations;
        this.messages = messages;
        this.replies = replies;
        this.hints = hints;
    }

    /**
     * Recorded turn.
     *
     * @param turns the turns to decide: as a rule the turn itself, otherwise the turn without the
     *     messages of other turns, which may leave none; and, where it had a result before it had
     *     all these messages, the new ones as a turn of their own
     * @param snapshot the state of the one turn, if it was read with the recording
     */
    public record RecordedTurn(List<TurnReady> turns, Optional<TurnSnapshot> snapshot) {}

    /**
     * Idempotent. As a rule one transaction, in one round trip.
     *
     * @param maxMessages limit of messages before the turn that its prompt has
     */
    public RecordedTurn record(TurnReady turn, int maxMessages) {
        var snapshot = turns.recordNew(turn, maxNewest(maxMessages, turn));
        var written =
                snapshot.isPresent()
                        ? new WriteResult(turn.messages(), List.of(turn))
                        : writeRest(turn);
        written.newMessages().forEach(it -> hints.messageRecorded(turn.conversation(), it.id()));
        return new RecordedTurn(written.turns(), snapshot);
    }

    private static int maxNewest(int maxMessages, TurnReady turn) {
        return HistoryReader.maxNewest(maxMessages, turn.messages().size());
    }

    /** Returns the state of a recorded turn as it is now. */
    public TurnSnapshot snapshot(TurnReady turn, int maxMessages) {
        return turns.snapshot(turn, maxNewest(maxMessages, turn));
    }

    /** Same for a batch, by its first turn, with messages for a prompt to all of it. */
    public TurnSnapshot snapshot(TurnBatch batch, int maxMessages) {
        var max = HistoryReader.maxNewest(maxMessages, batch.messages().size());
        return turns.snapshot(batch.turns().getFirst(), max);
    }

    /**
     * Records a turn that waits behind a batch.
     *
     * @return false when it is not to join the batch, but is left to its lane: it has a result
     *     already or holds other turns' messages, as after a redelivery
     */
    public boolean recordForBatch(TurnReady turn, int maxMessages) {
        var recorded = record(turn, maxMessages);
        return recorded.turns().equals(List.of(turn))
                && recorded.snapshot()
                        .map(TurnSnapshot::result)
                        .orElseGet(() -> replies.resultOf(turn.id()))
                        .isEmpty();
    }

    /** Written turn, with those of its messages that are new. */
    private record WriteResult(List<MessageReceived> newMessages, List<TurnReady> turns) {}

    /** Writes what is new in a turn of which the transcript has a part, or all, already. */
    private WriteResult writeRest(TurnReady turn) {
        return database.inTransaction(() -> {
            var newest = turn.newestMessage();
            conversations.recordCustomerActivity(
                    newest.conversation(), newest.customerName().orElse(null), turn.writtenAt());
            turn.messages().forEach(conversations::recordOptOut);
            var newMessages =
                    turn.messages().stream()
                            .filter(message -> messages.recordInbound(message, turn.id()))
                            .toList();
            var isComplete =
                    newMessages.size() == turn.messages().size()
                            || turn.closedBy() == TurnReady.Closing.HANDBACK;
            return new WriteResult(
                    newMessages, isComplete ? List.of(turn) : ownTurns(turn, newMessages));
        });
    }

    private List<TurnReady> ownTurns(TurnReady turn, List<MessageReceived> newMessages) {
        if (!newMessages.isEmpty() && replies.resultOf(turn.id()).isPresent()) {
            var first = newMessages.getFirst().id();
            messages.moveTo(turn.id().continuedWith(first), ids(newMessages));
        }
        var recordedTurns = messages.turnsOf(ids(turn.messages()));
        Map<TurnId, List<MessageReceived>> byTurn =
                turn.messages().stream()
                        .collect(
                                groupingBy(
                                        message ->
                                                recordedTurns.getOrDefault(message.id(), turn.id()),
                                        LinkedHashMap::new,
                                        toList()));
        return byTurn.entrySet().stream()
                .filter(each -> isOwn(turn, each.getKey(), each.getValue().getFirst()))
                .map(each -> withMessages(turn, each.getKey(), each.getValue()))
                .toList();
    }

    private static boolean isOwn(TurnReady turn, TurnId recorded, MessageReceived first) {
        return recorded.equals(turn.id()) || recorded.equals(turn.id().continuedWith(first.id()));
    }

    private static TurnReady withMessages(
            TurnReady turn, TurnId id, List<MessageReceived> messages) {
        return new TurnReady(id, turn.conversation(), messages, turn.closedBy(), turn.closedAt());
    }

    private static List<MessageId> ids(List<MessageReceived> messages) {
        return messages.stream().map(MessageReceived::id).toList();
    }
}
