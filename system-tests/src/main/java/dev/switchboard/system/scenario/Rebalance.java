package dev.switchboard.system.scenario;

import dev.switchboard.localstack.supervisor.StackPart;
import dev.switchboard.system.traffic.Traffic;
import dev.switchboard.system.traffic.TrafficPlan;
import dev.switchboard.system.world.Waiting;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;

/**
 * A third instance of each service that shares partitions joins and leaves under load, again and
 * again: by a clean stop, and sometimes by {@code kill -9}.
 */
public final class Rebalance implements Scenario {
    private static final List<String> KINDS = List.of("buffer", "ai-worker", "outbound");

    /** Who waits for a part of unknown outcome at Meta waits in vain. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private static final Duration READY = Duration.ofSeconds(90);
    private static final Duration CALM = Duration.ofSeconds(90);
    private static final double KILLS = 0.3;

    @Override
    public String name() {
        return "rebalance";
    }

    @Override
    public Duration toTheBar() {
        return Duration.ofMinutes(25);
    }

    @Override
    public Report run(World world, Scale scale) {
        var figures = new LinkedHashMap<String, Object>();
        var plan = TrafficPlan.usual().busy(20).corrections(0).patience(PATIENCE);
        var stays = scale.lasting(Duration.ofSeconds(2), Duration.ofSeconds(10));
        try (var trial = Trial.begin(world, name());
                var traffic = Traffic.begin(world, trial.journal(), trial.sends(), plan, name())) {
            var changes = new Changes(world, world.random(name()), stays);
            for (var round = 0; round < scale.count(1, 60); round++) {
                changes.round();
            }
            figures.put("instances joined", changes.joined);
            figures.put("instances stopped", changes.stopped);
            figures.put("instances killed", changes.killed);
            traffic.stop();
            trial.awaitEnds(CALM);
            return trial.verdict(figures);
        }
    }

    private static final class Changes {
        private final World world;
        private final Random random;
        private final Duration stays;
        private int joined;
        private int stopped;
        private int killed;

        private Changes(World world, Random random, Duration stays) {
            this.world = world;
            this.random = random;
            this.stays = stays;
        }

        /** All kinds join at once, as a new version's instances would, and leave one by one. */
        void round() {
            var parts = KINDS.stream().map(world::join).toList();
            parts.forEach(StackPart::start);
            parts.forEach(part -> part.awaitReady(READY));
            joined += parts.size();
            parts.forEach(this::leave);
        }

        private void leave(StackPart part) {
            Waiting.pass(Duration.ofMillis(random.nextLong(stays.toMillis())));
            if (random.nextDouble() < KILLS) {
                part.stop(Duration.ZERO);
                killed++;
            } else {
                part.stop();
                stopped++;
            }
        }
    }
}
