package dev.switchboard.system.scenario;

import dev.switchboard.model.identity.Channel;
import dev.switchboard.system.guarantee.Guarantee;
import dev.switchboard.system.guarantee.OneVoice;
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
 * never stop typing. A burst gets one reply, with the corrections in it, and whoever never stops is
 * answered at the cap.
 */
public final class Storms implements Scenario {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /**
     * A correction is written within a second of the call's beginning, its quiet window is 2 s, and
     * the rest is for the way there: what comes later is no correction but the next question.
     */
    private static final Duration THINKING = Duration.ofMillis(6_500);

    @Override
    public String name() {
        return "storms";
    }

    @Override
    public Duration toTheBar() {
        return Duration.ofMinutes(25);
    }

    @Override
    public Report run(World world, Scale scale) {
        var random = world.random(name());
        var writers = scale.isShort() ? 12 : 60;
        var rounds = scale.count(1, 60);
        var figures = new LinkedHashMap<String, Object>();
        try (var trial = Trial.begin(world, name());
                var calls = ModelFeed.follow(world.simulator())) {
            world.simulator().model(Map.of("latency", THINKING.toString()));
            var bursts = new BurstStorm(world, trial, calls);
            var typists = new Typists(world, trial, LONGEST, THINKING);
            if (!scale.isShort()) {
                // How long somebody waits while all processes are still cold says nothing.
                var unjudged = new Typists(world, trial, LONGEST, THINKING);
                together(world, bursts, unjudged, writers, random);
            }
            for (var round = 0; round < rounds; round++) {
                together(world, bursts, typists, writers, random);
            }
            figures.putAll(bursts.figures());
            figures.putAll(typists.figures());
            var guarantees = new ArrayList<>(Guarantee.all());
            guarantees.replaceAll(
                    it -> it instanceof OneVoice usual ? usual.withCorrections() : it);
            var others = new ArrayList<>(bursts.violations());
            others.addAll(typists.violations());
            return trial.verdict(figures, guarantees, others);
        }
    }

    /** Returns once everybody has their answers. */
    private static void together(
            World world, BurstStorm bursts, Typists typists, int writers, Random random) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var channel : List.of(Channel.TWILIO, Channel.META)) {
                for (var writer = 0; writer < writers / 2; writer++) {
                    var own = new Random(random.nextLong());
                    var line = world.newCustomer(channel);
                    threads.execute(() -> bursts.write(line, own));
                }
                var often = world.newCustomer(channel);
                threads.execute(() -> typists.type(often, Typists.Haste.TO_THE_MOST_MESSAGES));
                var steadily = world.newCustomer(channel);
                threads.execute(() -> typists.type(steadily, Typists.Haste.TO_THE_LONGEST_WAIT));
            }
        }
    }
}
