package dev.switchboard.system.scenario;

import dev.switchboard.system.guarantee.Guarantee;
import dev.switchboard.system.scenario.LostResponses.Way;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.List;

/**
 * Providers accept parts and outbound does not learn of it: the connection ends without a response,
 * or the process is killed or paused before it could store the response. No part is sent a second
 * time, and each is reconciled or shown to an operator.
 */
public final class AcceptedThenKilled implements Scenario {
    private static final List<Way> WAYS = List.of(Way.values());

    /**
     * Every third round without statuses; the short form has none, because there a part at Meta
     * takes the product its whole reconcile timeout.
     */
    private static final int NO_STATUSES_EVERY = 3;

    @Override
    public String name() {
        return "accepted-then-killed";
    }

    @Override
    public Duration fullDuration() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Report run(World world, Scale scale) {
        var wanted = scale.count(4, 200);
        var timeout = scale.lasting(Duration.ofSeconds(20), Duration.ofMinutes(60));
        var end = world.clock().instant().plus(timeout);
        var random = world.random(name());
        try (var run = ScenarioRun.begin(world, name())) {
            var outcomes = new LostOutcomes(world, run);
            for (var round = 0;
                    outcomes.lost() < wanted && world.clock().instant().isBefore(end);
                    round++) {
                var way = WAYS.get(round % WAYS.size());
                var statuses = round % NO_STATUSES_EVERY != NO_STATUSES_EVERY - 1;
                var answers = new LostResponses(world, run, random, scale.isShort() ? 3 : 8);
                outcomes.judge(answers.lose(way, statuses));
            }
            return run.report(outcomes.figures(), Guarantee.all(), outcomes.violations());
        }
    }
}
