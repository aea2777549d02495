package dev.switchboard.system.record;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Follows one of the simulator's records in a thread of its own, from the present on. Safe for use
 * by several threads.
 *
 * @param <T> an entry; one that is still open is read again until it has ended
 */
abstract class RecordFeed<T> implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final TreeMap<Long, T> entries = new TreeMap<>();
    private final int page;
    private long completedUpTo;
    private long readings;
    private volatile boolean closed;

    /**
     * @param completedUpTo the number of the last entry that is of no interest
     * @param page how many entries are asked for at once
     */
    RecordFeed(long completedUpTo, int page) {
        this.completedUpTo = completedUpTo;
        this.page = page;
    }

    final void start(String name) {
        Thread.ofPlatform().daemon().name(name).start(this::follow);
    }

    /** Reads at most so many entries numbered above {@code after}, oldest first. */
    abstract List<T> read(long after, int limit);

    abstract long number(T entry);

    abstract boolean isOpen(T entry);

    /** Called when an entry is new or has changed, with this object's lock held. */
    abstract void changed(T entry);

    /** Entries recorded until now, in order. */
    public final synchronized List<T> all() {
        return List.copyOf(entries.values());
    }

    public final synchronized int size() {
        return entries.size();
    }

    /** Returns once everything recorded by now has been read; false after the timeout. */
    public final synchronized boolean awaitCurrent(Duration timeout) {
        var inFlight = readings + 1;
        return awaitState(() -> readings > inFlight, timeout);
    }

    /** Waits for the condition, checked after each reading; false after the timeout. */
    final synchronized boolean awaitState(BooleanSupplier condition, Duration timeout) {
        var deadline = System.nanoTime() + timeout.toNanos();
        try {
            while (!condition.getAsBoolean()) {
                var left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void follow() {
        try {
            while (!closed) {
                readOn();
                Thread.sleep(POLL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads again from the oldest entry that was open. */
    private void readOn() {
        var after = completedUpTo();
        int read;
        do {
            List<T> found;
            try {
                found = read(after, page);
            } catch (UncheckedIOException busy) {
                return;
            }
            found.forEach(this::take);
            read = found.size();
            after = found.isEmpty() ? after : number(found.getLast());
        } while (read == page);
        advance();
    }

    private synchronized long completedUpTo() {
        return completedUpTo;
    }

    private synchronized void take(T entry) {
        if (!entry.equals(entries.put(number(entry), entry))) {
            changed(entry);
        }
    }

    private synchronized void advance() {
        for (var entry = entries.get(completedUpTo + 1);
                entry != null && !isOpen(entry);
                entry = entries.get(completedUpTo + 1)) {
            completedUpTo++;
        }
        readings++;
        notifyAll();
    }

    /** Stops the thread after at most one more reading. */
    @Override
    public final void close() {
        closed = true;
    }
}
