package dev.switchboard.system.scenario;

import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.system.guarantee.Guarantee;
import dev.switchboard.system.guarantee.Violation;
import dev.switchboard.system.kafka.KafkaAccess;
import dev.switchboard.system.kafka.Replay;
import dev.switchboard.system.record.Echoed;
import dev.switchboard.system.record.Journal;
import dev.switchboard.system.record.Send;
import dev.switchboard.system.traffic.Customer;
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
 * All of the topic {@code inbound} once more: written again as it was, and then read again from its
 * beginning by a buffer that has lost everything it knew. Nothing is sent for it.
 *
 * <p>A message that each customer writes afterwards comes behind the replay in every topic; once it
 * is answered, the replay has had its chance.
 */
public final class ReplayedInput implements Scenario {
    private static final int AT_ONCE = 40;
    private static final int BURSTS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration QUIET = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "replayed-input";
    }

    @Override
    public Duration toTheBar() {
        return Duration.ofMinutes(12);
    }

    @Override
    public Report run(World world, Scale scale) {
        var figures = new LinkedHashMap<String, Object>();
        var violations = new ArrayList<Violation>();
        try (var trial = Trial.begin(world, name());
                var kafka = new KafkaAccess(world.stack())) {
            var customers = customers(world, trial.journal(), scale.count(6, 1_000));
            var random = world.random(name());
            converse(trial, customers, random);
            Silence.of(QUIET, () -> trial.sends().size(), PATIENCE);

            figures.put("records written again", new Replay(kafka).of(Topics.INBOUND));
            violations.addAll(afterwards(trial, customers));

            new LostBuffer(world, kafka).startAnew();
            violations.addAll(afterwards(trial, customers));
            figures.put("sends for what was replayed", violations.size());
            return trial.verdict(figures, Guarantee.all(), violations);
        }
    }

    private static List<Customer> customers(World world, Journal journal, int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> n % 2 == 0 ? Channel.TWILIO : Channel.META)
                .map(channel -> new Customer(world, journal, world.newCustomer(channel)))
                .toList();
    }

    /**
     * Bursts that are answered one after the other; together more messages than a turn may hold, so
     * that a buffer that sees them all at once cuts them in other places.
     */
    private static void converse(Trial trial, List<Customer> customers, Random random) {
        var lengths = customers.stream().map(_ -> 11 + random.nextInt(7)).toList();
        for (var burst = 0; burst < BURSTS; burst++) {
            var written = ConcurrentHashMap.<String>newKeySet();
            Crowd.forEach(
                    IntStream.range(0, customers.size()).boxed().toList(),
                    AT_ONCE,
                    place -> {
                        customers.get(place).beginBurst();
                        for (var n = 0; n < lengths.get(place); n++) {
                            written.add(customers.get(place).write().marker());
                        }
                    });
            trial.sends().awaitAnswers(written, PATIENCE);
        }
    }

    /** What is sent from now on beside the answers to one more message of each customer. */
    private static List<Violation> afterwards(Trial trial, List<Customer> customers) {
        var before = trial.sends().size();
        var probes = ConcurrentHashMap.<String>newKeySet();
        Crowd.forEach(
                customers,
                AT_ONCE,
                customer -> {
                    customer.beginBurst();
                    probes.add(customer.write().marker());
                });
        trial.sends().awaitAnswers(probes, PATIENCE);
        Silence.of(QUIET, () -> trial.sends().size(), PATIENCE);
        var all = trial.sends().all();
        return all.subList(before, all.size()).stream()
                .filter(send -> !isAnswerTo(probes, send))
                .map(send ->
                        new Violation(
                                "NothingTwice", send.to(), "sent for a replay: " + send.body()))
                .toList();
    }

    private static boolean isAnswerTo(Set<String> probes, Send send) {
        return Echoed.read(send.body())
                .filter(echo -> probes.containsAll(echo.markers()))
                .isPresent();
    }
}
