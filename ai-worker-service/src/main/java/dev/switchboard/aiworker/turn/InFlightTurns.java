package dev.switchboard.aiworker.turn;

import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.common.wire.EventCodec;
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
 * The turn batch in flight in each conversation and the turns that wait in the lane behind it. A
 * newer turn or a takeover cancels the batch's model call or backoff. Safe for use by many threads;
 * a waiting turn that is forgotten here gets a reply of its own later, and a takeover that is
 * missed is left to the claim and the fence.
 */
@ApplicationScoped
public class InFlightTurns {
    private final Map<ConversationId, Lane> lanes = new HashMap<>();

    /**
     * Registers a turn that was received; one that needs no reply cancels nothing.
     *
     * @param record the turn as received: its lane holds these bytes anyway, a decoded turn would
     *     take several times as much beside them
     */
    synchronized void arrived(TurnReady turn, byte[] record) {
        if (ResponseKind.of(turn.messages()) instanceof ResponseKind.NoReply) {
            return;
        }
        var lane = lanes.computeIfAbsent(turn.conversation().id(), _ -> new Lane());
        lane.waiting.put(turn.id(), record);
        if (lane.task != null && lane.isRestartable && !lane.batch.contains(turn.id())) {
            lane.task.cancel(true);
        }
    }

    /** An operator is the owner; cancels a task that was started under an earlier epoch. */
    synchronized void takenOver(ConversationId conversation, long epoch) {
        var lane = lanes.get(conversation);
        if (lane != null && lane.task != null && lane.epoch < epoch) {
            lane.task.cancel(true);
        }
    }

    /** True where a turn of the conversation is in flight here, or waits. */
    synchronized boolean contains(ConversationId conversation) {
        return lanes.containsKey(conversation);
    }

    /** Forgets a waiting turn: it is its lane's next, or is not to join a batch. */
    synchronized void removeWaiting(TurnReady turn) {
        var lane = lanes.get(turn.conversation().id());
        if (lane != null) {
            lane.waiting.remove(turn.id());
            dropIfUnused(turn.conversation().id(), lane);
        }
    }

    /** The turns that wait behind the batch and are no part of it, in order. */
    List<TurnReady> waitingBehind(TurnBatch batch) {
        return recordsBehind(batch).stream()
                .map(record -> EventCodec.decode(TurnReady.class, record))
                .toList();
    }

    private synchronized List<byte[]> recordsBehind(TurnBatch batch) {
        var lane = lanes.get(batch.conversation().id());
        return lane == null ? List.of() : lane.waitingBehind(Set.copyOf(batch.turnIds()));
    }

    /**
     * Makes a task of a batch cancellable until {@link #finished}.
     *
     * @param epoch of the ownership under which the task runs
     * @param isRestartable true where newer turns cancel the task; a takeover always does
     * @return false when a newer turn waits already; the task is not to be started then
     */
    synchronized boolean tryStart(
            TurnBatch batch, long epoch, boolean isRestartable, Future<?> task) {
        var id = batch.conversation().id();
        var lane = lanes.computeIfAbsent(id, _ -> new Lane());
        lane.batch.clear();
        lane.batch.addAll(batch.turnIds());
        if (isRestartable && !lane.waitingBehind(lane.batch).isEmpty()) {
            return false;
        }
        lane.epoch = epoch;
        lane.isRestartable = isRestartable;
        lane.task = task;
        return true;
    }

    synchronized void finished(TurnBatch batch) {
        var id = batch.conversation().id();
        var lane = lanes.get(id);
        if (lane != null) {
            lane.task = null;
            dropIfUnused(id, lane);
        }
    }

    /** Forgets all waiting turns: after a rebalance they may be another instance's. */
    synchronized void clearWaiting() {
        lanes.values().forEach(lane -> lane.waiting.clear());
        lanes.values().removeIf(lane -> lane.task == null);
    }

    private void dropIfUnused(ConversationId id, Lane lane) {
        if (lane.task == null && lane.waiting.isEmpty()) {
            lanes.remove(id);
        }
    }

    private static final class Lane {
        private final Map<TurnId, byte[]> waiting = new LinkedHashMap<>();
        private final Set<TurnId> batch = new HashSet<>();
        private @Nullable Future<?> task;
        private long epoch;
        private boolean isRestartable;

        private List<byte[]> waitingBehind(Set<TurnId> turns) {
            return waiting.entrySet().stream()
                    .filter(turn -> !turns.contains(turn.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
        }
    }
}
