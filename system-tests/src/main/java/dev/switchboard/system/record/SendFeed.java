package dev.switchboard.system.record;

import dev.switchboard.system.world.Simulator;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Follows the simulator's record of sends. */
public final class SendFeed extends RecordFeed<Send> {
    private static final int PAGE = 2_000;

    private final Simulator simulator;
    private final Set<String> answered = new HashSet<>();

    private SendFeed(Simulator simulator) {
        super(simulator.about().get("sends").asLong(), PAGE);
        this.simulator = simulator;
    }

    public static SendFeed follow(Simulator simulator) {
        var feed = new SendFeed(simulator);
        feed.start("send feed");
        return feed;
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
        return awaitState(() -> wanted.test(all()), patience);
    }

    @Override
    List<Send> read(long after, int limit) {
        return simulator.sends(after, limit).stream().map(Send::read).toList();
    }

    @Override
    long number(Send send) {
        return send.n();
    }

    @Override
    boolean isOpen(Send send) {
        return send.answeredAt() == null;
    }

    @Override
    void changed(Send send) {
        if (send.tookEffect()) {
            Echoed.read(send.body()).ifPresent(echo -> answered.addAll(echo.markers()));
        }
    }
}
