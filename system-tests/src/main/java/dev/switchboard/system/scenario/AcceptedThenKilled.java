package dev.switchboard.system.scenario;

import dev.switchboard.system.guarantee.Guarantee;
import dev.switchboard.system.scenario.LostAnswers.Way;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.List;

/**
 * Providers accept parts and outbound does not hear of it: the connection ends unanswered, or the
 * process is killed or paused before it could store the answer. No part is sent a second time, and
 * each is found out about or shown to an operator.
 */
public final class AcceptedThenKilled implements Scenario {
    private static final List<Way> WAYS = List.of(Way.values());

    /**
     * Every third round without statuses; the short form has none, for there it takes the product
     * its settle time to give up on a part at Meta.
     */
    private static final int SILENT_EVERY = 3;

    @Override
    public String name() {
        return "accepted-then-killed";
    }

    @Override
    public Duration toTheBar() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Report run(World world, Scale scale) {
        var wanted = scale.count(4, 200);
        var patience = scale.lasting(Duration.ofSeconds(20), Duration.ofMinutes(60));
        var end = world.clock().instant().plus(patience);
        var random = world.random(name());
        try (var trial = Trial.begin(world, name())) {
            var outcomes = new LostOutcomes(world, trial);
            for (var round = 0;
                    outcomes.lost() < wanted && world.clock().instant().isBefore(end);
                    round++) {
                var way = WAYS.get(round % WAYS.size());
                var statuses = round % SILENT_EVERY != SILENT_EVERY - 1;
                var answers = new LostAnswers(world, trial, random, scale.isShort() ? 3 : 8);
                outcomes.judge(answers.lose(way, statuses));
            }
            return trial.verdict(outcomes.figures(), Guarantee.all(), outcomes.violations());
        }
    }
}
