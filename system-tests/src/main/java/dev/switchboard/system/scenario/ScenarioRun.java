package dev.switchboard.system.scenario;

import dev.switchboard.system.guarantee.Guarantee;
import dev.switchboard.system.guarantee.Violation;
import dev.switchboard.system.record.Journal;
import dev.switchboard.system.record.Journal.Message;
import dev.switchboard.system.record.ListedMessages;
import dev.switchboard.system.record.RunEvidence;
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

/** One run of a scenario: what is written and sent since its beginning, and the report. */
public final class ScenarioRun implements AutoCloseable {
    private static final int PAGE = 5_000;
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LISTING_INTERVAL = Duration.ofSeconds(2);
    private static final Duration LATE_TIMEOUT = Duration.ofSeconds(60);

    private final World world;
    private final String scenario;
    private final Journal journal = new Journal();
    private final SendFeed sends;
    private final long firstWebhook;

    /** Time by the wall clock, as the product's own times are. */
    private final Instant begin = Instant.now();

    private ScenarioRun(World world, String scenario) {
        this.world = world;
        this.scenario = scenario;
        this.sends = SendFeed.follow(world.simulator());
        this.firstWebhook = world.simulator().about().get("webhooks").asLong();
    }

    public static ScenarioRun begin(World world, String scenario) {
        world.restoreDefaults();
        return new ScenarioRun(world, scenario);
    }

    /** Time of its beginning, by the wall clock. */
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
     * Records which messages the providers could deliver at a later attempt only, and waits for the
     * answers to those that were delivered just now. A delivery after this is not promised.
     */
    private void awaitLateDeliveries() {
        if (noteLateDeliveries()) {
            awaitEnds(LATE_TIMEOUT);
            new OpenParts(world.operator(), begin).awaitNone(journal, LATE_TIMEOUT);
        }
    }

    /** Returns true if there are any that were not known before. */
    private boolean noteLateDeliveries() {
        var anyNew = false;
        var after = firstWebhook;
        for (var page = world.simulator().webhooks(after, PAGE);
                !page.isEmpty();
                page = world.simulator().webhooks(after, PAGE)) {
            for (var attempt : page) {
                if (attempt.get("kind").asText().equals("message")
                        && attempt.get("status").asInt() / 100 == 2) {
                    anyNew |= journal.markDeliveredLater(attempt.get("id").asText());
                }
            }
            after = page.getLast().get("n").asLong();
        }
        return anyNew;
    }

    /**
     * Waits until every accepted message is answered, or an operator can see that it is not; false
     * after the timeout.
     */
    boolean awaitEnds(Duration timeout) {
        var end = System.nanoTime() + timeout.toNanos();
        var open = unanswered();
        while (!open.isEmpty() && System.nanoTime() < end) {
            if (sends.awaitAnswers(open, LISTING_INTERVAL) || listed().containsAll(unanswered())) {
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
        return new ListedMessages(world.operator()).markers(begin, sends.all());
    }

    /** Judges the present evidence by all five guarantees. */
    public Report report(Map<String, Object> figures) {
        return report(figures, List.of());
    }

    /**
     * Judges the present evidence by all five guarantees, and adds the scenario's own violations.
     */
    public Report report(Map<String, Object> figures, List<Violation> others) {
        return report(figures, Guarantee.all(), others);
    }

    /**
     * Judges the present evidence.
     *
     * @param others the scenario's own violations
     */
    public Report report(
            Map<String, Object> figures, List<Guarantee> guarantees, List<Violation> others) {
        awaitLateDeliveries();
        sends.awaitCurrent(READ_TIMEOUT);
        var sent = sends.all();
        var listed = listed();
        var evidence = new RunEvidence(sent, journal, listed, world.clockDifference());
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
        world.restoreDefaults();
    }
}
