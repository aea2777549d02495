package dev.switchboard.system.record;

import dev.switchboard.system.world.SimulatorClient;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Follows the simulator's record of sends. */
public final class SendFeed extends RecordFeed<Send> {
    private static final int PAGE = 2_000;

    private final SimulatorClient simulator;
    private final Set<String> answered = new HashSet<>();

    private SendFeed(SimulatorClient simulator) {
        super(simulator.about().get("sends").asLong(), PAGE);
        this.simulator = simulator;
    }

    public static SendFeed follow(SimulatorClient simulator) {
        var feed = new SendFeed(simulator);
        feed.start("send feed");
        return feed;
    }

    /** Returns true if a send that took effect names the marker. */
    public synchronized boolean answers(String marker) {
        return answered.contains(marker);
    }

    /** Waits until sends that took effect name all the markers; false after the timeout. */
    public boolean awaitAnswers(Set<String> markers, Duration timeout) {
        return awaitState(() -> answered.containsAll(markers), timeout);
    }

    /**
     * Waits until the sends meet the condition; false after the timeout. The condition gets the
     * whole record whenever it may have grown: not for records of many thousands.
     */
    public boolean await(Predicate<List<Send>> condition, Duration timeout) {
        return awaitState(() -> condition.test(all()), timeout);
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
            EchoedCall.read(send.body()).ifPresent(echo -> answered.addAll(echo.markers()));
        }
    }
}
