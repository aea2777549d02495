package dev.switchboard.system.scenario;

import dev.switchboard.model.identity.Channel;
import dev.switchboard.system.fault.FaultPlan;
import dev.switchboard.system.fault.SeededFaults;
import dev.switchboard.system.guarantee.Guarantee;
import dev.switchboard.system.record.ModelFeed;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * People take the line at random moments of an answer's generation and of its delivery in six
 * parts, while workers and outbound are killed and paused.
 */
public final class Takeovers implements Scenario {
    /** Cut into six parts: 1600 characters each at Twilio, 4096 at Meta. */
    private static final Map<Channel, Integer> SIX_PARTS =
            Map.of(Channel.TWILIO, 8_900, Channel.META, 23_000);

    private static final int BAR = 5_000;
    private static final int WAVE = 250;

    @Override
    public String name() {
        return "takeovers";
    }

    @Override
    public Duration toTheBar() {
        return Duration.ofMinutes(12);
    }

    @Override
    public Report run(World world, Scale scale) {
        var wanted = scale.count(40, BAR);
        var random = world.random(name());
        var parts = new ArrayList<>(world.instancesOf("ai-worker"));
        parts.addAll(world.instancesOf("outbound"));
        var plan = new FaultPlan(parts, 0.5, Duration.ofSeconds(2), Duration.ofSeconds(7));
        var figures = new LinkedHashMap<String, Object>();
        try (var trial = Trial.begin(world, name());
                var calls = ModelFeed.follow(world.simulator())) {
            var takings = new Takings(world, trial);
            try (var faults = SeededFaults.begin(world, plan, name())) {
                var wave = Math.min(WAVE, wanted / 2);
                for (var taken = 0; taken < wanted; taken += wave) {
                    var channel = taken / wave % 2 == 0 ? Channel.TWILIO : Channel.META;
                    takings.wave(channel, wave, pace(world, channel, random), random);
                }
                faults.stop();
                figures.put("kills", faults.kills());
                figures.put("pauses", faults.pauses());
            }
            world.simulator().faults(Map.of());
            var open = new OpenParts(world.operator(), trial.begin());
            open.awaitNone(trial.journal(), Duration.ofMinutes(2));
            takings.awaitOperators(Duration.ofSeconds(60));
            figures.putAll(takings.figures());
            figures.put(
                    "model calls",
                    CutShort.of(calls.all(), trial.journal(), world.clockDifference()));
            figures.put("the simulator's clock is ahead by", world.clockDifference());
            return trial.verdict(figures, Guarantee.all(), takings.violations());
        }
    }

    /** How fast the model and the provider are in a wave. */
    record Pace(Duration thinking, Duration sending) {}

    private static Pace pace(World world, Channel channel, Random random) {
        var pace =
                new Pace(
                        Duration.ofMillis(random.nextLong(300, 1_500)),
                        Duration.ofMillis(random.nextLong(50, 300)));
        world.simulator()
                .model(
                        Map.of(
                                "echo",
                                Map.of("length", SIX_PARTS.get(channel)),
                                "latency",
                                pace.thinking().toString()));
        world.simulator()
                .faults(Map.of(channel.wireName(), Map.of("latency", pace.sending().toString())));
        return pace;
    }
}
