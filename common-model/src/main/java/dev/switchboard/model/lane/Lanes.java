package dev.switchboard.model.lane;

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
 * Runs work in lanes: a lane's work in the order it was handed in, one at a time; different lanes
 * side by side, each on a virtual thread of its own while it has work. Safe for use by many
 * threads.
 */
public final class Lanes {
    /** Between a stray interrupt and the next attempt. */
    private static final Duration BREATH = Duration.ofMillis(100);

    /**
     * The share of the heap that the work may take as it came; once decoded it takes several times
     * as much.
     */
    private static final int SHARE_OF_HEAP = 16;

    private final String name;
    private final int mostInFlight;
    private final long mostBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition somethingEnded = lock.newCondition();
    private final Map<String, Lane> lanes = new HashMap<>();
    private final FinishedOffsets offsets = new FinishedOffsets();
    private CompletableFuture<Void> room = CompletableFuture.completedFuture(null);
    private int inFlight;
    private long bytes;
    private boolean stopped;

    /** Of work that may take a sixteenth of the heap. */
    public Lanes(String name, int mostInFlight) {
        this(name, mostInFlight, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    /**
     * @param mostInFlight how much work may wait or run before {@link #submit} asks the caller to
     *     hold back
     * @param mostBytes how many bytes that work may take before it does so; work that is larger by
     *     itself runs all the same
     */
    public Lanes(String name, int mostInFlight, long mostBytes) {
        if (mostInFlight < 1 || mostBytes < 1) {
            throw new IllegalArgumentException(
                    "mostInFlight and mostBytes must be at least 1: %d, %d"
                            .formatted(mostInFlight, mostBytes));
        }
        this.name = name;
        this.mostInFlight = mostInFlight;
        this.mostBytes = mostBytes;
    }

    /**
     * Queues the work of one record in its lane.
     *
     * @param done told when the work has returned normally; not told when it was stopped or
     *     skipped, as all work of a partition is from {@link #revoke} to {@link #assign}, and all
     *     that was fetched before that
     * @return completes when there is room for more; the caller hands in nothing before that
     */
    public CompletionStage<Void> submit(Place place, String lane, Work work, Runnable done) {
        lock.lock();
        try {
            if (offsets.isStale(place)) {
                // Its partition's next owner has it, or we get it again in its order.
                return room;
            }
            offsets.begun(place);
            enqueue(lane, new Job(place, epoch(place.partition()), work, done, () -> {}));
            return room;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Queues work in a lane that no record stands for, behind what is there. It is skipped or
     * interrupted when its partition is given up, as a record's is.
     *
     * @param left told, under the lanes' lock, when the work is in flight no more, however it ended
     * @return whether it was queued: the partition must be ours
     */
    public boolean submitAside(int partition, String lane, Work work, Runnable left) {
        lock.lock();
        try {
            if (stopped || !offsets.isOurs(partition)) {
                return false;
            }
            enqueue(
                    lane,
                    new Job(Place.noRecords(partition), epoch(partition), work, () -> {}, left));
            return true;
        } finally {
            lock.unlock();
        }
    }

    private int epoch(int partition) {
        return offsets.epoch(partition);
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

    /** How much work waits or runs. */
    public int inFlight() {
        lock.lock();
        try {
            return inFlight;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes partitions that are ours from now on, also such as were given up before.
     *
     * @param generation of the consumer group; what is fetched from now on has it or a later one
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
     * Gives partitions up: their queued work is skipped, their running work is interrupted and
     * awaited.
     *
     * @return per partition the offset from which its next owner goes on; a partition without an
     *     entry has not moved
     */
    public Map<Integer, Long> revoke(Collection<Integer> partitions, Duration patience) {
        var given = new HashSet<>(partitions);
        lock.lock();
        try {
            offsets.revoke(given);
            interruptRunning(lane -> lane.runsFor(given));
            awaitNone(lane -> lane.runsFor(given), patience.toNanos());
            return offsets.takeFinished(given);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Stops for good: what runs is interrupted and awaited, what waits or comes later is skipped.
     *
     * @return whether everything had ended when the patience did
     */
    public boolean stop(Duration patience) {
        lock.lock();
        try {
            stopped = true;
            interruptRunning(Lane::runs);
            return awaitNone(Lane::runs, patience.toNanos());
        } finally {
            lock.unlock();
        }
    }

    private void interruptRunning(Predicate<Lane> which) {
        for (var lane : lanes.values()) {
            if (lane.thread != null && which.test(lane)) {
                lane.thread.interrupt();
            }
        }
    }

    private boolean awaitNone(Predicate<Lane> which, long nanos) {
        var left = nanos;
        try {
            while (left > 0 && lanes.values().stream().anyMatch(which)) {
                left = somethingEnded.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return lanes.values().stream().noneMatch(which);
    }

    private void drain(Lane lane) {
        for (var job = next(lane); job != null; job = next(lane)) {
            var finished = isFinished(job);
            ended(lane, job, finished);
            if (finished) {
                tell(job);
            }
        }
    }

    /** Whether its work came to its end; where not, it comes again to whoever owns it then. */
    private boolean isFinished(Job job) {
        while (isOurs(job)) {
            try {
                job.work.run();
                return true;
            } catch (InterruptedException e) {
                // A stray interrupt, unless the job is not ours any more: the loop tells.
                LockSupport.parkNanos(BREATH.toNanos());
            } catch (RuntimeException | Error e) {
                // Work decides its own failures; one that slips through leaves the record
                // unfinished, not the lane.
                report(e);
                return false;
            }
        }
        return false;
    }

    private boolean isOurs(Job job) {
        lock.lock();
        try {
            return !stopped && job.epoch == offsets.epoch(job.place.partition());
        } finally {
            lock.unlock();
        }
    }

    private static void tell(Job job) {
        try {
            job.done.run();
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
                left(job);
            }
            lanes.remove(lane.key);
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void ended(Lane lane, Job job, boolean finished) {
        lock.lock();
        try {
            lane.running = null;
            Thread.interrupted();
            if (finished) {
                offsets.finished(job.place);
            }
            left(job);
        } finally {
            lock.unlock();
        }
    }

    private void left(Job job) {
        inFlight--;
        bytes -= job.work.bytes();
        job.left.run();
        somethingEnded.signalAll();
        if (hasRoom()) {
            // Completing asynchronously: whoever waits for room must not run under our lock.
            room.completeAsync(() -> null);
        }
    }

    private boolean hasRoom() {
        return inFlight < mostInFlight && bytes < mostBytes;
    }

    /** Waits until nothing is in flight. */
    public boolean awaitIdle(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            var left = patience.toNanos();
            while (inFlight > 0 && left > 0) {
                left = somethingEnded.awaitNanos(left);
            }
            return inFlight == 0;
        } finally {
            lock.unlock();
        }
    }

    private record Job(Place place, int epoch, Work work, Runnable done, Runnable left) {}

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
            return job != null && partitions.contains(job.place.partition());
        }
    }
}
