package dev.switchboard.system.scenario;

import dev.switchboard.system.guarantee.InOrder;
import dev.switchboard.system.guarantee.NothingLost;
import dev.switchboard.system.guarantee.NothingTwice;
import dev.switchboard.system.webhook.WebhookPoster;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The same webhook several times, at once and later, at two instances of the ingress: each message
 * is answered once.
 */
public final class Duplicates implements Scenario {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** Longer than the quiet period and all behind it: a second answer would have come. */
    private static final Duration SILENCE = Duration.ofSeconds(4);

    @Override
    public String name() {
        return "duplicates";
    }

    @Override
    public Duration fullDuration() {
        return Duration.ofMinutes(5);
    }

    @Override
    public Report run(World world, Scale scale) {
        var pairs = scale.count(40, 1_000);
        var repeated = scale.count(60, 10_000);
        var figures = new LinkedHashMap<String, Object>();
        try (var run = ScenarioRun.begin(world, name());
                var poster = new WebhookPoster()) {
            var copies = new CopiedWebhooks(world, run, poster, world.random(name()));
            copies.inPairs(pairs);
            copies.shuffledThrice(repeated);
            figures.put("pairs at once", pairs);
            figures.put("webhooks three times", repeated);
            figures.put(
                    "all answered in time", run.sends().awaitAnswers(copies.markers(), TIMEOUT));
            Quiescence.await(SILENCE, () -> run.sends().size(), TIMEOUT);
            figures.put("copies posted", copies.posted());
            figures.put("copies not answered 200", copies.refused());
            return run.report(
                    figures,
                    List.of(new NothingLost(), new NothingTwice(), new InOrder()),
                    List.of());
        }
    }
}
