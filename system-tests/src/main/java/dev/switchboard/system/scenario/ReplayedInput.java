package dev.switchboard.system.scenario;

import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.system.guarantee.Guarantee;
import dev.switchboard.system.guarantee.Violation;
import dev.switchboard.system.kafka.KafkaAccess;
import dev.switchboard.system.kafka.Replay;
import dev.switchboard.system.record.EchoedCall;
import dev.switchboard.system.record.Journal;
import dev.switchboard.system.record.Send;
import dev.switchboard.system.traffic.SimulatedCustomer;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Replay of the whole topic {@code inbound}: written again as it was, and then read again from its
 * beginning by a buffer that has lost all its state. Nothing is sent for it.
 *
 * <p>A message that each customer writes afterwards comes behind the replay in every topic; once it
 * is answered, the replay has been processed.
 */
public final class ReplayedInput implements Scenario {
    private static final int MAX_CONCURRENT = 40;
    private static final int BURSTS = 2;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Duration SILENCE = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "replayed-input";
    }

    @Override
    public Duration fullDuration() {
        return Duration.ofMinutes(12);
    }

    @Override
    public Report run(World world, Scale scale) {
        var figures = new LinkedHashMap<String, Object>();
        var violations = new ArrayList<Violation>();
        try (var run = ScenarioRun.begin(world, name());
                var kafka = new KafkaAccess(world.stack())) {
            var customers = customers(world, run.journal(), scale.count(6, 1_000));
            var random = world.random(name());
            converse(run, customers, random);
            Quiescence.await(SILENCE, () -> run.sends().size(), TIMEOUT);

            figures.put("records written again", new Replay(kafka).of(Topics.INBOUND));
            violations.addAll(sendsForReplay(run, customers));

            new LostBuffer(world, kafka).restartEmpty();
            violations.addAll(sendsForReplay(run, customers));
            figures.put("sends for what was replayed", violations.size());
            return run.report(figures, Guarantee.all(), violations);
        }
    }

    private static List<SimulatedCustomer> customers(World world, Journal journal, int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> n % 2 == 0 ? Channel.TWILIO : Channel.META)
                .map(channel -> new SimulatedCustomer(world, journal, world.newCustomer(channel)))
                .toList();
    }

    /**
     * Bursts that are answered one after the other; together more messages than a turn may hold, so
     * that a buffer that sees them all at once cuts them in other places.
     */
    private static void converse(
            ScenarioRun run, List<SimulatedCustomer> customers, Random random) {
        var lengths = customers.stream().map(_ -> 11 + random.nextInt(7)).toList();
        for (var burst = 0; burst < BURSTS; burst++) {
            var written = ConcurrentHashMap.<String>newKeySet();
            Concurrently.forEach(
                    IntStream.range(0, customers.size()).boxed().toList(),
                    MAX_CONCURRENT,
                    place -> {
                        customers.get(place).beginBurst();
                        for (var n = 0; n < lengths.get(place); n++) {
                            written.add(customers.get(place).write().marker());
                        }
                    });
            run.sends().awaitAnswers(written, TIMEOUT);
        }
    }

    /** Sends from now on that are not answers to one more message of each customer. */
    private static List<Violation> sendsForReplay(
            ScenarioRun run, List<SimulatedCustomer> customers) {
        var before = run.sends().size();
        var probes = ConcurrentHashMap.<String>newKeySet();
        Concurrently.forEach(
                customers,
                MAX_CONCURRENT,
                customer -> {
                    customer.beginBurst();
                    probes.add(customer.write().marker());
                });
        run.sends().awaitAnswers(probes, TIMEOUT);
        Quiescence.await(SILENCE, () -> run.sends().size(), TIMEOUT);
        var all = run.sends().all();
        return all.subList(before, all.size()).stream()
                .filter(send -> !isAnswerTo(probes, send))
                .map(send ->
                        new Violation(
                                "NothingTwice", send.to(), "sent for a replay: " + send.body()))
                .toList();
    }

    private static boolean isAnswerTo(Set<String> probes, Send send) {
        return EchoedCall.read(send.body())
                .filter(echo -> probes.containsAll(echo.markers()))
                .isPresent();
    }
}
