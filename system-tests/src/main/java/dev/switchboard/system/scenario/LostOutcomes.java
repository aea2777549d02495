package dev.switchboard.system.scenario;

import dev.switchboard.system.guarantee.Violation;
import dev.switchboard.system.record.Journal;
import dev.switchboard.system.record.Send;
import dev.switchboard.system.scenario.LostAnswers.Round;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What became of the parts whose acceptance outbound was not told, round after round. */
final class LostOutcomes {
    /** The settle time, a look at the list and the return of a killed member, with a margin. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final World world;
    private final Trial trial;
    private final OpenParts parts;
    private final List<Violation> violations = new ArrayList<>();
    private final Map<String, Integer> lostBy = new LinkedHashMap<>();
    private final Map<String, Integer> parkedAt = new LinkedHashMap<>();
    private final List<Duration> settled = new ArrayList<>();
    private int rounds;

    LostOutcomes(World world, Trial trial) {
        this.world = world;
        this.trial = trial;
        this.parts = new OpenParts(world.operator(), trial.begin());
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
        figures.put("found out about", lost() - parked);
        figures.put("from the fault's end to the last part's", Spread.of(settled));
        return figures;
    }

    /** Waits until the product has come to an end with every part of the round, and counts. */
    void judge(Round round) {
        var over = world.clock().instant();
        var markers =
                round.promised().stream().map(Journal.Message::marker).collect(Collectors.toSet());
        var phones = round.phones();
        trial.sends().awaitAnswers(markers, PATIENCE);
        parts.awaitNone(phones, PATIENCE)
                .forEach(part ->
                        violations.add(
                                new Violation(
                                        "Resolved",
                                        part.customer(),
                                        "part %s has no end after %s"
                                                .formatted(part.id(), PATIENCE))));
        world.simulator().callbacks(Map.of());
        settled.add(Duration.between(over, world.clock().instant()));
        count(round, phones);
    }

    private void count(Round round, Set<String> phones) {
        rounds++;
        var lost =
                trial.sends().all().stream()
                        .filter(send -> phones.contains(send.to()))
                        .filter(Send::tookEffect)
                        .filter(round::lost)
                        .count();
        lostBy.merge(round.way().name().toLowerCase(Locale.ROOT), (int) lost, Integer::sum);
        parts.in("unknown", phones)
                .forEach(part -> parkedAt.merge(part.channel(), 1, Integer::sum));
    }
}
