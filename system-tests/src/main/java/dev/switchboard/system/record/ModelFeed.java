package dev.switchboard.system.record;

import dev.switchboard.system.world.SimulatorClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Follows the simulator's record of model calls. */
public final class ModelFeed extends RecordFeed<ModelCall> {
    private static final int PAGE = 500;

    private final SimulatorClient simulator;
    private final Map<String, ModelCall> newest = new HashMap<>();

    private ModelFeed(SimulatorClient simulator) {
        super(simulator.about().get("modelCalls").asLong(), PAGE);
        this.simulator = simulator;
    }

    public static ModelFeed follow(SimulatorClient simulator) {
        var feed = new ModelFeed(simulator);
        feed.start("model feed");
        return feed;
    }

    /** Waits for a call with the message; returns the newest one, or empty after the timeout. */
    public Optional<ModelCall> awaitCall(String marker, Duration timeout) {
        awaitState(() -> newest.containsKey(marker), timeout);
        return newest(marker);
    }

    private synchronized Optional<ModelCall> newest(String marker) {
        return Optional.ofNullable(newest.get(marker));
    }

    @Override
    List<ModelCall> read(long after, int limit) {
        return simulator.modelCalls(after, limit).stream().map(ModelCall::read).toList();
    }

    @Override
    long number(ModelCall call) {
        return call.n();
    }

    @Override
    boolean isOpen(ModelCall call) {
        return call.isOpen();
    }

    @Override
    void changed(ModelCall call) {
        call.markers()
                .forEach(marker -> newest.merge(marker, call, (a, b) -> a.n() > b.n() ? a : b));
    }
}
