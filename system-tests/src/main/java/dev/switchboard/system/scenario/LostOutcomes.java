package dev.switchboard.system.scenario;

import dev.switchboard.system.guarantee.Violation;
import dev.switchboard.system.record.Journal;
import dev.switchboard.system.record.Send;
import dev.switchboard.system.scenario.LostResponses.Round;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Outcomes of the parts whose acceptance outbound did not learn of, round after round. */
final class LostOutcomes {
    /**
     * The reconcile timeout, a look at the list and the restart of a killed member, with a margin.
     */
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final World world;
    private final ScenarioRun run;
    private final OpenParts parts;
    private final List<Violation> violations = new ArrayList<>();
    private final Map<String, Integer> lostBy = new LinkedHashMap<>();
    private final Map<String, Integer> parkedAt = new LinkedHashMap<>();
    private final List<Duration> reconcileTimes = new ArrayList<>();
    private int rounds;

    LostOutcomes(World world, ScenarioRun run) {
        this.world = world;
        this.run = run;
        this.parts = new OpenParts(world.operator(), run.begin());
    }

    int lost() {
        return lostBy.values().stream().mapToInt(Integer::intValue).sum();
    }

    List<Violation> violations() {
        return violations;
    }

    Map<String, Object> figures() {
        var parked = parkedAt.values().stream().mapToInt(Integer::intValue).sum();
        var figures = new LinkedHashMap<String, Object>();
        figures.put("rounds", rounds);
        figures.put("accepted but not stored", lost() + " " + lostBy);
        figures.put("parked as unknown and listed", parked + " " + parkedAt);
        figures.put("reconciled", lost() - parked);
        figures.put("from the fault's end to the last part's", DurationStats.of(reconcileTimes));
        return figures;
    }

    /** Waits until every part of the round has a final state, and counts. */
    void judge(Round round) {
        var faultEnd = world.clock().instant();
        var markers =
                round.promised().stream().map(Journal.Message::marker).collect(Collectors.toSet());
        var phones = round.phones();
        run.sends().awaitAnswers(markers, TIMEOUT);
        parts.awaitNone(phones, TIMEOUT)
                .forEach(part ->
                        violations.add(
                                new Violation(
                                        "Resolved",
                                        part.customer(),
                                        "part %s has no end after %s"
                                                .formatted(part.id(), TIMEOUT))));
        world.simulator().callbacks(Map.of());
        reconcileTimes.add(Duration.between(faultEnd, world.clock().instant()));
        count(round, phones);
    }

    private void count(Round round, Set<String> phones) {
        rounds++;
        var lost =
                run.sends().all().stream()
                        .filter(send -> phones.contains(send.to()))
                        .filter(Send::tookEffect)
                        .filter(round::lost)
                        .count();
        lostBy.merge(round.way().name().toLowerCase(Locale.ROOT), (int) lost, Integer::sum);
        parts.in("unknown", phones)
                .forEach(part -> parkedAt.merge(part.channel(), 1, Integer::sum));
    }
}
