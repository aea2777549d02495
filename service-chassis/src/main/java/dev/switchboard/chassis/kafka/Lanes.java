package dev.switchboard.chassis.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs work in lanes: a lane's work in order of submission, one at a time; different lanes side by
 * side, each on its own virtual thread while it has work. Thread-safe.
 */
final class Lanes {
    /** Backoff between a stray interrupt and the next attempt. */
    private static final Duration INTERRUPT_BACKOFF = Duration.ofMillis(100);

    /**
     * Fraction of the heap (1/16) that work in flight may take as received. Its events, which may
     * be decoded while it waits, take up to twice as much beside that: turns were measured at 0.8
     * to 1.9 times their JSON.
     */
    private static final int HEAP_DIVISOR = 16;

    private final String name;
    private final int maxInFlight;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition workReleased = lock.newCondition();
    private final Map<String, Lane> lanes = new HashMap<>();
    private final FinishedOffsets offsets = new FinishedOffsets();
    private CompletableFuture<Void> room = CompletableFuture.completedFuture(null);
    private int inFlight;
    private long bytes;
    private boolean stopped;

    /** Creates lanes whose work may take a sixteenth of the heap. */
    public Lanes(String name, int maxInFlight) {
        this(name, maxInFlight, Runtime.getRuntime().maxMemory() / HEAP_DIVISOR);
    }

    /**
     * @param maxInFlight tasks that may wait or run before {@link #submit} applies back-pressure
     * @param maxBytes bytes that they may take before it does so; a task that is larger by itself
     *     runs all the same
     */
    public Lanes(String name, int maxInFlight, long maxBytes) {
        if (maxInFlight < 1 || maxBytes < 1) {
            throw new IllegalArgumentException(
                    "maxInFlight and maxBytes must be at least 1: %d, %d"
                            .formatted(maxInFlight, maxBytes));
        }
        this.name = name;
        this.maxInFlight = maxInFlight;
        this.maxBytes = maxBytes;
    }

    /**
     * Queues the work of one record in its lane.
     *
     * @param onDone runs when the work has returned normally; not when it was stopped or skipped,
     *     as all work of a partition is from {@link #revoke} to {@link #assign}, and all that was
     *     fetched before that
     * @return completes when there is room for more; the caller submits nothing before that
     */
    public CompletionStage<Void> submit(
            RecordPosition position, String lane, LaneTask work, Runnable onDone) {
        lock.lock();
        try {
            if (offsets.isStale(position)) {
                // The partition's next owner has it, or we fetch it again in its order.
                return room;
            }
            offsets.begun(position);
            enqueue(
                    lane,
                    new Job(position, revocations(position.partition()), work, onDone, () -> {}));
            return room;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Queues work without a record in a lane, behind the work that is there. It is skipped or
     * interrupted when its partition is revoked, as a record's is.
     *
     * @param onReleased runs under the lanes' lock when the work is no longer in flight, however it
     *     ended
     * @return whether it was queued: the partition must be assigned to us
     */
    public boolean submitWithoutRecord(
            int partition, String lane, LaneTask work, Runnable onReleased) {
        lock.lock();
        try {
            if (stopped || !offsets.isAssigned(partition)) {
                return false;
            }
            enqueue(
                    lane,
                    new Job(
                            RecordPosition.withoutRecord(partition),
                            revocations(partition),
                            work,
                            () -> {},
                            onReleased));
            return true;
        } finally {
            lock.unlock();
        }
    }

    private int revocations(int partition) {
        return offsets.revocations(partition);
    }

    private void enqueue(String lane, Job job) {
        inFlight++;
        bytes += job.work.bytes();
        if (!hasRoom() && room.isDone()) {
            room = new CompletableFuture<>();
        }
        var target = lanes.computeIfAbsent(lane, Lane::new);
        target.waiting.add(job);
        if (target.thread == null) {
            target.thread = Thread.ofVirtual().name(name + "-" + lane).start(() -> drain(target));
        }
    }

    public String name() {
        return name;
    }

    /** Returns the number of tasks that wait or run. */
    public int inFlight() {
        lock.lock();
        try {
            return inFlight;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds partitions that are assigned to us, also those that were revoked before.
     *
     * @param generation of the consumer group; records fetched from now on have it or a later one
     */
    public void assign(Collection<Integer> partitions, int generation) {
        lock.lock();
        try {
            offsets.assign(partitions, generation);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Revokes partitions: their queued work is skipped, their running work is interrupted and
     * awaited.
     *
     * @return per partition the offset at which its next owner continues; a partition without an
     *     entry has not moved
     */
    public Map<Integer, Long> revoke(Collection<Integer> partitions, Duration timeout) {
        var lost = new HashSet<>(partitions);
        lock.lock();
        try {
            offsets.revoke(lost);
            interruptRunning(lane -> lane.runsFor(lost));
            awaitNone(lane -> lane.runsFor(lost), timeout.toNanos());
            return offsets.removeFinished(lost);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Stops permanently: running work is interrupted and awaited, queued and later work is skipped.
     *
     * @return whether all work ended within the timeout
     */
    public boolean stop(Duration timeout) {
        lock.lock();
        try {
            stopped = true;
            interruptRunning(Lane::runs);
            return awaitNone(Lane::runs, timeout.toNanos());
        } finally {
            lock.unlock();
        }
    }

    private void interruptRunning(Predicate<Lane> affected) {
        for (var lane : lanes.values()) {
            if (lane.thread != null && affected.test(lane)) {
                lane.thread.interrupt();
            }
        }
    }

    private boolean awaitNone(Predicate<Lane> affected, long nanos) {
        var remaining = nanos;
        try {
            while (remaining > 0 && lanes.values().stream().anyMatch(affected)) {
                remaining = workReleased.awaitNanos(remaining);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return lanes.values().stream().noneMatch(affected);
    }

    private void drain(Lane lane) {
        for (var job = next(lane); job != null; job = next(lane)) {
            var finished = run(job);
            end(lane, job, finished);
            if (finished) {
                notifyDone(job);
            }
        }
    }

    /**
     * Runs the work and returns whether it finished; if not, the partition's next owner gets it
     * again.
     */
    private boolean run(Job job) {
        while (isOurs(job)) {
            try {
                job.work.run();
                return true;
            } catch (InterruptedException e) {
                // A stray interrupt, unless the job is no longer ours: the loop checks.
                LockSupport.parkNanos(INTERRUPT_BACKOFF.toNanos());
            } catch (RuntimeException | Error e) {
                // Work handles its own failures; one that escapes leaves the record unfinished,
                // not the lane.
                report(e);
                return false;
            }
        }
        return false;
    }

    private boolean isOurs(Job job) {
        lock.lock();
        try {
            return !stopped && job.revocations == offsets.revocations(job.position.partition());
        } finally {
            lock.unlock();
        }
    }

    private static void notifyDone(Job job) {
        try {
            job.onDone.run();
        } catch (RuntimeException | Error e) {
            report(e);
        }
    }

    private static void report(Throwable failure) {
        var thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
    }

    private @Nullable Job next(Lane lane) {
        lock.lock();
        try {
            for (var job = lane.waiting.poll(); job != null; job = lane.waiting.poll()) {
                if (isOurs(job)) {
                    lane.running = job;
                    return job;
                }
                release(job);
            }
            lanes.remove(lane.key);
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void end(Lane lane, Job job, boolean finished) {
        lock.lock();
        try {
            lane.running = null;
            Thread.interrupted();
            if (finished) {
                offsets.finished(job.position);
            }
            release(job);
        } finally {
            lock.unlock();
        }
    }

    private void release(Job job) {
        inFlight--;
        bytes -= job.work.bytes();
        job.onReleased.run();
        workReleased.signalAll();
        if (hasRoom()) {
            // Completed asynchronously: a caller that waits for room must not run under our lock.
            room.completeAsync(() -> null);
        }
    }

    private boolean hasRoom() {
        return inFlight < maxInFlight && bytes < maxBytes;
    }

    /** Waits until nothing is in flight, and returns whether that came within the timeout. */
    public boolean awaitIdle(Duration timeout) throws InterruptedException {
        lock.lock();
        try {
            var remaining = timeout.toNanos();
            while (inFlight > 0 && remaining > 0) {
                remaining = workReleased.awaitNanos(remaining);
            }
            return inFlight == 0;
        } finally {
            lock.unlock();
        }
    }

    private record Job(
            RecordPosition position,
            int revocations,
            LaneTask work,
            Runnable onDone,
            Runnable onReleased) {}

    private static final class Lane {
        private final String key;
        private final ArrayDeque<Job> waiting = new ArrayDeque<>();
        private @Nullable Job running;
        private @Nullable Thread thread;

        private Lane(String key) {
            this.key = key;
        }

        private boolean runs() {
            return running != null;
        }

        private boolean runsFor(Set<Integer> partitions) {
            var job = running;
            return job != null && partitions.contains(job.position.partition());
        }
    }
}
