package dev.switchboard.system.scenario;

import dev.switchboard.common.identity.Channel;
import dev.switchboard.system.guarantee.Guarantee;
import dev.switchboard.system.guarantee.OneReplyPerBurst;
import dev.switchboard.system.record.ModelFeed;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;

/**
 * Many customers write bursts of many messages and correct themselves while the model thinks; some
 * never stop typing. A burst gets one reply, with the corrections in it, and those who never stop
 * are answered at the maximum wait.
 */
public final class Storms implements Scenario {
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    /**
     * A correction is written within a second of the call's beginning, its quiet period is 2 s, and
     * the rest is for the way there: a later message is no correction but the next turn.
     */
    private static final Duration MODEL_LATENCY = Duration.ofMillis(6_500);

    @Override
    public String name() {
        return "storms";
    }

    @Override
    public Duration fullDuration() {
        return Duration.ofMinutes(25);
    }

    @Override
    public Report run(World world, Scale scale) {
        var random = world.random(name());
        var writers = scale.isShort() ? 12 : 60;
        var rounds = scale.count(1, 60);
        var figures = new LinkedHashMap<String, Object>();
        try (var run = ScenarioRun.begin(world, name());
                var calls = ModelFeed.follow(world.simulator())) {
            world.simulator().model(Map.of("latency", MODEL_LATENCY.toString()));
            var bursts = new BurstStorm(world, run, calls);
            var typists = new Typists(world, run, MAX_WAIT, MODEL_LATENCY);
            if (!scale.isShort()) {
                // Waits are not judged while all processes are still cold.
                var unjudged = new Typists(world, run, MAX_WAIT, MODEL_LATENCY);
                together(world, bursts, unjudged, writers, random);
            }
            for (var round = 0; round < rounds; round++) {
                together(world, bursts, typists, writers, random);
            }
            figures.putAll(bursts.figures());
            figures.putAll(typists.figures());
            var guarantees = new ArrayList<>(Guarantee.all());
            guarantees.replaceAll(
                    it -> it instanceof OneReplyPerBurst usual ? usual.withCorrections() : it);
            var others = new ArrayList<>(bursts.violations());
            others.addAll(typists.violations());
            return run.report(figures, guarantees, others);
        }
    }

    /** Runs one round; returns once all customers have their answers. */
    private static void together(
            World world, BurstStorm bursts, Typists typists, int writers, Random random) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var channel : List.of(Channel.TWILIO, Channel.META)) {
                for (var writer = 0; writer < writers / 2; writer++) {
                    var own = new Random(random.nextLong());
                    var phone = world.newCustomer(channel);
                    threads.execute(() -> bursts.write(phone, own));
                }
                var often = world.newCustomer(channel);
                threads.execute(() -> typists.type(often, Typists.TypingSpeed.UP_TO_MAX_MESSAGES));
                var steadily = world.newCustomer(channel);
                threads.execute(() -> typists.type(steadily, Typists.TypingSpeed.UP_TO_MAX_WAIT));
            }
        }
    }
}
