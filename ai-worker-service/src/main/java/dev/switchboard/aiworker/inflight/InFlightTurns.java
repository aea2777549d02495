package dev.switchboard.aiworker.inflight;

import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.TurnId;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The turn batch in flight in each conversation and the turns that wait in the lane behind it. A
 * newer turn or a takeover cancels the batch's model call or backoff: here those who bring the news
 * meet those whom it stops. Safe for use by many threads; a waiting turn that is forgotten here
 * gets a reply of its own later, and a takeover that is missed is left to the claim and the fence.
 */
@ApplicationScoped
public class InFlightTurns {
    private static final Logger LOG = Logger.getLogger(InFlightTurns.class);

    private final Map<ConversationId, Lane> lanes = new HashMap<>();
    private final AtomicInteger backingOff = new AtomicInteger();
    private final MeterRegistry meters;

    InFlightTurns(MeterRegistry meters) {
        this.meters = meters;
        meters.gauge("switchboard.turns.waiting.for.model", backingOff);
    }

    /** Registers a turn that was received, needs a reply, and is kept by its lane as it is here. */
    public synchronized void arrived(TurnReady turn) {
        var lane = lanes.computeIfAbsent(turn.conversation().id(), _ -> new Lane());
        lane.waiting.put(turn.id(), turn);
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
    public synchronized void removeWaiting(TurnReady turn) {
        var lane = lanes.get(turn.conversation().id());
        if (lane != null) {
            lane.waiting.remove(turn.id());
            dropIfUnused(turn.conversation().id(), lane);
        }
    }

    /** Forgets all waiting turns: after a rebalance they may be another instance's. */
    public synchronized void clearWaiting() {
        lanes.values().forEach(lane -> lane.waiting.clear());
        lanes.values().removeIf(lane -> lane.task == null);
    }

    /** The turns that wait behind the batch and are no part of it, in order. */
    public synchronized List<TurnReady> waitingBehind(TurnBatch batch) {
        var lane = lanes.get(batch.conversation().id());
        return lane == null ? List.of() : lane.waitingBehind(Set.copyOf(batch.turnIds()));
    }

    /**
     * Runs a call for a batch until a takeover cancels it. It has a thread of its own, so that a
     * cancellation never interrupts the caller's, which uses the database.
     *
     * @param epoch of the ownership under which the call runs
     * @param isRestartable true where a newer turn cancels the call, too
     * @return empty when it was cancelled, or a newer turn waits already
     */
    public <T> Optional<T> run(TurnBatch batch, long epoch, boolean isRestartable, Callable<T> call)
            throws InterruptedException {
        var task = new FutureTask<>(Context.current().wrap(call));
        if (!tryStart(batch, epoch, isRestartable, task)) {
            return cancelled(batch);
        }
        try {
            Thread.ofVirtual().name("model-call").start(task);
            return Optional.of(task.get());
        } catch (CancellationException e) {
            return cancelled(batch);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a model call gave no result", e.getCause());
        } finally {
            task.cancel(true);
            finished(batch);
        }
    }

    private <T> Optional<T> cancelled(TurnBatch batch) {
        meters.counter("switchboard.turn.restarts").increment();
        LOG.infof(
                "Model call cancelled by a newer turn or a takeover conversation=%s turn=%s",
                batch.conversation().id(), batch.turnIds().getFirst());
        return Optional.empty();
    }

    /** Returns after this time, or sooner when a newer turn or a takeover comes. */
    public void backOff(TurnBatch batch, long epoch, Duration time) throws InterruptedException {
        var backoff = new CompletableFuture<Void>();
        if (!tryStart(batch, epoch, true, backoff)) {
            return;
        }
        backingOff.incrementAndGet();
        try {
            backoff.get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | CancellationException e) {
            // The time has passed, or it was cancelled: the caller looks.
        } catch (ExecutionException e) {
            throw new IllegalStateException("a backoff does not fail", e);
        } finally {
            backingOff.decrementAndGet();
            finished(batch);
        }
    }

    /** False when a newer turn waits already; the task is not to be started then. */
    private synchronized boolean tryStart(
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

    private synchronized void finished(TurnBatch batch) {
        var id = batch.conversation().id();
        var lane = lanes.get(id);
        if (lane != null) {
            lane.task = null;
            dropIfUnused(id, lane);
        }
    }

    private void dropIfUnused(ConversationId id, Lane lane) {
        if (lane.task == null && lane.waiting.isEmpty()) {
            lanes.remove(id);
        }
    }

    private static final class Lane {
        private final Map<TurnId, TurnReady> waiting = new LinkedHashMap<>();
        private final Set<TurnId> batch = new HashSet<>();
        private @Nullable Future<?> task;
        private long epoch;
        private boolean isRestartable;

        private List<TurnReady> waitingBehind(Set<TurnId> turns) {
            return waiting.values().stream().filter(turn -> !turns.contains(turn.id())).toList();
        }
    }
}
