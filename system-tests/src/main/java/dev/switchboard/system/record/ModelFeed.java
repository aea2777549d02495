package dev.switchboard.system.record;

import dev.switchboard.system.world.Simulator;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Follows the simulator's record of model calls. */
public final class ModelFeed extends RecordFeed<ModelCall> {
    private static final int PAGE = 500;

    private final Simulator simulator;
    private final Map<String, ModelCall> newest = new HashMap<>();

    private ModelFeed(Simulator simulator) {
        super(simulator.about().get("modelCalls").asLong(), PAGE);
        this.simulator = simulator;
    }

    public static ModelFeed follow(Simulator simulator) {
        var feed = new ModelFeed(simulator);
        feed.start("model feed");
        return feed;
    }

    /** Waits for a call that knows the message; the newest one, or empty when the time is up. */
    public Optional<ModelCall> awaitCall(String marker, Duration patience) {
        awaitState(() -> newest.containsKey(marker), patience);
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
