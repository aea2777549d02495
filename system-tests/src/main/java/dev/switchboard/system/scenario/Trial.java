package dev.switchboard.system.scenario;

import dev.switchboard.system.guarantee.Guarantee;
import dev.switchboard.system.guarantee.Violation;
import dev.switchboard.system.record.Evidence;
import dev.switchboard.system.record.Journal;
import dev.switchboard.system.record.Journal.Message;
import dev.switchboard.system.record.Listing;
import dev.switchboard.system.record.SendFeed;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One run of a scenario: what is written and sent from its beginning on, and the verdict. */
public final class Trial implements AutoCloseable {
    private static final int PAGE = 5_000;
    private static final Duration READ_PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Duration LATE_PATIENCE = Duration.ofSeconds(60);

    private final World world;
    private final String scenario;
    private final Journal journal = new Journal();
    private final SendFeed sends;
    private final long firstWebhook;

    /** By the wall clock, as the product's own times are. */
    private final Instant begin = Instant.now();

    private Trial(World world, String scenario) {
        this.world = world;
        this.scenario = scenario;
        this.sends = SendFeed.follow(world.simulator());
        this.firstWebhook = world.simulator().about().get("webhooks").asLong();
    }

    public static Trial begin(World world, String scenario) {
        world.calm();
        return new Trial(world, scenario);
    }

    /** When it began, by the wall clock. */
    Instant begin() {
        return begin;
    }

    public Journal journal() {
        return journal;
    }

    public SendFeed sends() {
        return sends;
    }

    /**
     * Notes which messages the providers could deliver at a later attempt only, and gives those
     * that were delivered just now the time that an answer takes. What is delivered after this is
     * not promised.
     */
    private void settleLateDeliveries() {
        if (noteLateDeliveries()) {
            awaitEnds(LATE_PATIENCE);
            new OpenParts(world.operator(), begin).awaitNone(journal, LATE_PATIENCE);
        }
    }

    /** Whether there are any that were not known before. */
    private boolean noteLateDeliveries() {
        var anyNew = false;
        var after = firstWebhook;
        for (var page = world.simulator().webhooks(after, PAGE);
                !page.isEmpty();
                page = world.simulator().webhooks(after, PAGE)) {
            for (var attempt : page) {
                if (attempt.get("kind").asText().equals("message")
                        && attempt.get("status").asInt() / 100 == 2) {
                    anyNew |= journal.deliveredLater(attempt.get("id").asText());
                }
            }
            after = page.getLast().get("n").asLong();
        }
        return anyNew;
    }

    /**
     * Waits until every message that the product has taken is answered, or an operator can see that
     * it is not; false when the time is up.
     */
    boolean awaitEnds(Duration patience) {
        var end = System.nanoTime() + patience.toNanos();
        var open = unanswered();
        while (!open.isEmpty() && System.nanoTime() < end) {
            if (sends.awaitAnswers(open, LOOK_EVERY) || listed().containsAll(unanswered())) {
                return true;
            }
            open = unanswered();
        }
        return open.isEmpty();
    }

    private Set<String> unanswered() {
        return journal.messages().stream()
                .filter(Message::promised)
                .map(Message::marker)
                .filter(marker -> !sends.answers(marker))
                .collect(Collectors.toSet());
    }

    private Set<String> listed() {
        return new Listing(world.operator()).markers(begin, sends.all());
    }

    /** Judges what is known now by all five guarantees. */
    public Report verdict(Map<String, Object> figures) {
        return verdict(figures, List.of());
    }

    /** The same, with what the scenario found out by itself. */
    public Report verdict(Map<String, Object> figures, List<Violation> others) {
        return verdict(figures, Guarantee.all(), others);
    }

    /**
     * Judges what is known now.
     *
     * @param others what the scenario found out by itself
     */
    public Report verdict(
            Map<String, Object> figures, List<Guarantee> guarantees, List<Violation> others) {
        settleLateDeliveries();
        sends.awaitCurrent(READ_PATIENCE);
        var sent = sends.all();
        var listed = listed();
        var evidence = new Evidence(sent, journal, listed, world.clockDifference());
        var violations = new ArrayList<>(others);
        guarantees.forEach(guarantee -> violations.addAll(guarantee.violations(evidence)));
        var all = new LinkedHashMap<String, Object>();
        all.put("messages", journal.size());
        all.put("messages that may have been taken or not", journal.unclear());
        all.put("sends", sent.size());
        all.put("messages visibly not answered", listed.size());
        all.putAll(figures);
        for (var guarantee : guarantees) {
            all.put(
                    "broken " + guarantee.name(),
                    violations.stream()
                            .filter(it -> it.guarantee().equals(guarantee.name()))
                            .count());
        }
        return new Report(scenario, world.seed(), all, violations);
    }

    @Override
    public void close() {
        sends.close();
        world.calm();
    }
}
