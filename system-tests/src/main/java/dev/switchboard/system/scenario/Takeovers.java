package dev.switchboard.system.scenario;

import dev.switchboard.common.identity.Channel;
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
 * Operators take conversations over at random moments of an answer's generation and of its delivery
 * in six parts, while workers and outbound are killed and paused.
 */
public final class Takeovers implements Scenario {
    /** Lengths that are split into six parts: 1600 characters each at Twilio, 4096 at Meta. */
    private static final Map<Channel, Integer> SIX_PART_LENGTHS =
            Map.of(Channel.TWILIO, 8_900, Channel.META, 23_000);

    private static final int BAR = 5_000;
    private static final int WAVE = 250;

    @Override
    public String name() {
        return "takeovers";
    }

    @Override
    public Duration fullDuration() {
        return Duration.ofMinutes(12);
    }

    @Override
    public Report run(World world, Scale scale) {
        var wanted = scale.count(40, BAR);
        var random = world.random(name());
        var instances = new ArrayList<>(world.instancesOf("ai-worker"));
        instances.addAll(world.instancesOf("outbound"));
        var plan = new FaultPlan(instances, 0.5, Duration.ofSeconds(2), Duration.ofSeconds(7));
        var figures = new LinkedHashMap<String, Object>();
        try (var run = ScenarioRun.begin(world, name());
                var calls = ModelFeed.follow(world.simulator())) {
            var load = new TakeoverLoad(world, run);
            try (var faults = SeededFaults.begin(world, plan, name())) {
                var wave = Math.min(WAVE, wanted / 2);
                for (var taken = 0; taken < wanted; taken += wave) {
                    var channel = taken / wave % 2 == 0 ? Channel.TWILIO : Channel.META;
                    load.wave(channel, wave, setLatencies(world, channel, random), random);
                }
                faults.stop();
                figures.put("kills", faults.kills());
                figures.put("pauses", faults.pauses());
            }
            world.simulator().faults(Map.of());
            var open = new OpenParts(world.operator(), run.begin());
            open.awaitNone(run.journal(), Duration.ofMinutes(2));
            load.awaitOperators(Duration.ofSeconds(60));
            figures.putAll(load.figures());
            figures.put(
                    "model calls",
                    CancelledCalls.of(calls.all(), run.journal(), world.clockDifference()));
            figures.put("the simulator's clock is ahead by", world.clockDifference());
            return run.report(figures, Guarantee.all(), load.violations());
        }
    }

    /** Latencies of the model and the provider in a wave. */
    record Latencies(Duration thinking, Duration sending) {}

    private static Latencies setLatencies(World world, Channel channel, Random random) {
        var latencies =
                new Latencies(
                        Duration.ofMillis(random.nextLong(300, 1_500)),
                        Duration.ofMillis(random.nextLong(50, 300)));
        world.simulator()
                .model(
                        Map.of(
                                "echo",
                                Map.of("length", SIX_PART_LENGTHS.get(channel)),
                                "latency",
                                latencies.thinking().toString()));
        world.simulator()
                .faults(
                        Map.of(
                                channel.wireName(),
                                Map.of("latency", latencies.sending().toString())));
        return latencies;
    }
}
