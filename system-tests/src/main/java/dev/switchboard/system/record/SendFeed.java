package dev.switchboard.system.record;

import dev.switchboard.system.world.Simulator;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Follows the simulator's record of sends in a thread of its own, from the present on. Safe for use
 * by several threads.
 */
public final class SendFeed implements AutoCloseable {
    private static final int PAGE = 2_000;
    private static final Duration POLL = Duration.ofMillis(100);

    private final Simulator simulator;
    private final TreeMap<Long, Send> sends = new TreeMap<>();
    private final Set<String> answered = new HashSet<>();
    private final Thread reader;
    private long settled;
    private volatile boolean closed;

    private SendFeed(Simulator simulator) {
        this.simulator = simulator;
        this.settled = simulator.about().get("sends").asLong();
        this.reader = Thread.ofPlatform().daemon().name("send feed").start(this::follow);
    }

    public static SendFeed follow(Simulator simulator) {
        return new SendFeed(simulator);
    }

    /** What has been sent until now, in order. */
    public synchronized List<Send> all() {
        return List.copyOf(sends.values());
    }

    public synchronized int size() {
        return sends.size();
    }

    /** Whether a send that took effect names the marker. */
    public synchronized boolean answers(String marker) {
        return answered.contains(marker);
    }

    /** Waits until sends that took effect name all the markers; false when the time is up. */
    public boolean awaitAnswers(Set<String> markers, Duration patience) {
        return awaitState(() -> answered.containsAll(markers), patience);
    }

    /**
     * Waits until the sends are as wanted; false when the time is up. The list is the record up to
     * now and is asked for again whenever it may have grown: not for records of many thousands.
     */
    public boolean await(Predicate<List<Send>> wanted, Duration patience) {
        return awaitState(() -> wanted.test(List.copyOf(sends.values())), patience);
    }

    private synchronized boolean awaitState(State wanted, Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        try {
            while (!wanted.reached()) {
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

    /** Reads again from the oldest send that was open. */
    private void readOn() {
        var after = settledUpTo();
        int read;
        do {
            List<Send> page;
            try {
                page = simulator.sends(after, PAGE).stream().map(Send::read).toList();
            } catch (UncheckedIOException busy) {
                return;
            }
            page.forEach(this::take);
            read = page.size();
            after = page.isEmpty() ? after : page.getLast().n();
        } while (read == PAGE);
        settle();
    }

    private synchronized long settledUpTo() {
        return settled;
    }

    private synchronized void take(Send send) {
        if (!send.equals(sends.put(send.n(), send)) && send.tookEffect()) {
            Echoed.read(send.body()).ifPresent(echo -> answered.addAll(echo.markers()));
        }
    }

    private synchronized void settle() {
        for (var send = sends.get(settled + 1);
                send != null && send.answeredAt() != null;
                send = sends.get(settled + 1)) {
            settled++;
        }
        notifyAll();
    }

    @Override
    public void close() {
        closed = true;
        reader.interrupt();
    }

    private interface State {
        boolean reached();
    }
}
