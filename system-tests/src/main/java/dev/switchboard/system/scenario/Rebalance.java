package dev.switchboard.system.scenario;

import dev.switchboard.localstack.supervisor.SupervisedProgram;
import dev.switchboard.system.traffic.Traffic;
import dev.switchboard.system.traffic.TrafficPlan;
import dev.switchboard.system.world.Pause;
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

    /** Short, because a wait for a part of unknown outcome at Meta is in vain. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(25);

    private static final Duration READY_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(90);
    private static final double KILLS = 0.3;

    @Override
    public String name() {
        return "rebalance";
    }

    @Override
    public Duration fullDuration() {
        return Duration.ofMinutes(25);
    }

    @Override
    public Report run(World world, Scale scale) {
        var figures = new LinkedHashMap<String, Object>();
        var plan = TrafficPlan.defaults().busy(20).corrections(0).answerTimeout(ANSWER_TIMEOUT);
        var stay = scale.lasting(Duration.ofSeconds(2), Duration.ofSeconds(10));
        try (var run = ScenarioRun.begin(world, name());
                var traffic = Traffic.begin(world, run.journal(), run.sends(), plan, name())) {
            var changes = new Changes(world, world.random(name()), stay);
            for (var round = 0; round < scale.count(1, 60); round++) {
                changes.round();
            }
            figures.put("instances joined", changes.joined);
            figures.put("instances stopped", changes.stopped);
            figures.put("instances killed", changes.killed);
            traffic.stop();
            run.awaitEnds(DRAIN_TIMEOUT);
            return run.report(figures);
        }
    }

    private static final class Changes {
        private final World world;
        private final Random random;
        private final Duration stay;
        private int joined;
        private int stopped;
        private int killed;

        private Changes(World world, Random random, Duration stay) {
            this.world = world;
            this.random = random;
            this.stay = stay;
        }

        /** All kinds join at once, as a new version's instances would, and leave one by one. */
        void round() {
            var programs = KINDS.stream().map(world::join).toList();
            programs.forEach(SupervisedProgram::start);
            programs.forEach(program -> program.awaitReady(READY_TIMEOUT));
            joined += programs.size();
            programs.forEach(this::leave);
        }

        private void leave(SupervisedProgram program) {
            Pause.sleep(Duration.ofMillis(random.nextLong(stay.toMillis())));
            if (random.nextDouble() < KILLS) {
                program.stop(Duration.ZERO);
                killed++;
            } else {
                program.stop();
                stopped++;
            }
        }
    }
}
