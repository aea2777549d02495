package dev.switchboard.aiworker.turn;

import dev.switchboard.model.event.TurnReady;
import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.model.identity.TurnId;
import dev.switchboard.model.wire.EventCodec;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What may interrupt the work on a conversation's question: a turn that comes meanwhile, which is
 * to be answered with it, or a person who takes the line. Knows the turns that wait in the lane
 * behind the question. Safe for use by many threads; what is forgotten here is answered by itself,
 * later, and left to the claim and the fence.
 */
@ApplicationScoped
public class Interruptions {
    private final Map<ConversationId, Lane> lanes = new HashMap<>();

    /**
     * A turn has come in. One that says nothing disturbs nobody.
     *
     * @param record the turn as it came: its lane holds these bytes anyway, a decoded turn would
     *     take several times as much beside them
     */
    synchronized void arrived(TurnReady turn, byte[] record) {
        if (Need.of(turn.messages()) instanceof Need.Silence) {
            return;
        }
        var lane = lanes.computeIfAbsent(turn.conversation().id(), _ -> new Lane());
        lane.waiting.put(turn.id(), record);
        if (lane.work != null && lane.isOpen && !lane.worked.contains(turn.id())) {
            lane.work.cancel(true);
        }
    }

    /** A person has the line; work that was begun under an earlier epoch is for nothing. */
    synchronized void takenOver(ConversationId conversation, long epoch) {
        var lane = lanes.get(conversation);
        if (lane != null && lane.work != null && lane.epoch < epoch) {
            lane.work.cancel(true);
        }
    }

    /** Whether a question of the conversation is being worked on here, or waits. */
    synchronized boolean concern(ConversationId conversation) {
        return lanes.containsKey(conversation);
    }

    /** The turn is its lane's next: it waits no longer. */
    synchronized void begun(TurnReady turn) {
        var lane = lanes.get(turn.conversation().id());
        if (lane != null) {
            lane.waiting.remove(turn.id());
            dropIfUnused(turn.conversation().id(), lane);
        }
    }

    /** The turns that wait behind the question and are no part of it, in order. */
    List<TurnReady> behind(Question question) {
        return recordsBehind(question).stream()
                .map(record -> EventCodec.decode(TurnReady.class, record))
                .toList();
    }

    private synchronized List<byte[]> recordsBehind(Question question) {
        var lane = lanes.get(question.conversation().id());
        return lane == null ? List.of() : lane.behind(Set.copyOf(question.turnIds()));
    }

    /**
     * Lets an interruption cancel the work on a question until {@link #ended}.
     *
     * @param epoch of control, under which the work is done
     * @param isOpen whether turns that come may interrupt; a person always may
     * @return false when a turn has come already; the work is not to be begun then
     */
    synchronized boolean begin(Question question, long epoch, boolean isOpen, Future<?> work) {
        var id = question.conversation().id();
        var lane = lanes.computeIfAbsent(id, _ -> new Lane());
        lane.worked.clear();
        lane.worked.addAll(question.turnIds());
        if (isOpen && !lane.behind(lane.worked).isEmpty()) {
            return false;
        }
        lane.epoch = epoch;
        lane.isOpen = isOpen;
        lane.work = work;
        return true;
    }

    synchronized void ended(Question question) {
        var id = question.conversation().id();
        var lane = lanes.get(id);
        if (lane != null) {
            lane.work = null;
            dropIfUnused(id, lane);
        }
    }

    /** After a change of partitions: the turns that waited may be another instance's. */
    synchronized void forgetWaiting() {
        lanes.values().forEach(lane -> lane.waiting.clear());
        lanes.values().removeIf(lane -> lane.work == null);
    }

    private void dropIfUnused(ConversationId id, Lane lane) {
        if (lane.work == null && lane.waiting.isEmpty()) {
            lanes.remove(id);
        }
    }

    private static final class Lane {
        private final Map<TurnId, byte[]> waiting = new LinkedHashMap<>();
        private final Set<TurnId> worked = new HashSet<>();
        private @Nullable Future<?> work;
        private long epoch;
        private boolean isOpen;

        private List<byte[]> behind(Set<TurnId> turns) {
            return waiting.entrySet().stream()
                    .filter(turn -> !turns.contains(turn.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
        }
    }
}
