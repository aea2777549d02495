package dev.switchboard.system.record;

import dev.switchboard.system.world.CustomerLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A time in which a person has the line, as the harness knows it.
 *
 * @param customer the customer's name
 * @param confirmed whether the takeover was answered as done; otherwise it may have happened
 * @param asked when it was asked for
 * @param since when it was answered
 * @param until when the line was asked back, if it was
 */
public record Hold(
        String customer, boolean confirmed, Instant asked, Instant since, Instant until) {

    /** By customer, in order. A refused takeover is none; one without an answer may be one. */
    public static Map<String, List<Hold>> of(Journal journal) {
        var holds = new HashMap<String, List<Hold>>();
        var handbacks =
                journal.handbacks().stream()
                        .collect(Collectors.groupingBy(Journal.Handback::customer));
        for (var takeover : journal.takeovers()) {
            var outcome = takeover.outcome();
            if (outcome.confirmed() || outcome.status() == 0) {
                var customer = takeover.customer().name();
                holds.computeIfAbsent(customer, _ -> new ArrayList<>())
                        .add(
                                new Hold(
                                        customer,
                                        outcome.confirmed(),
                                        outcome.asked(),
                                        outcome.answered(),
                                        end(takeover, handbacks)));
            }
        }
        return holds;
    }

    private static Instant end(
            Journal.Takeover takeover, Map<CustomerLine, List<Journal.Handback>> handbacks) {
        return handbacks.getOrDefault(takeover.customer(), List.of()).stream()
                .map(it -> it.outcome().asked())
                .filter(it -> it.isAfter(takeover.outcome().asked()))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    /** Whether the message may have been left to a person: it was open when one took the line. */
    public static boolean any(Map<String, List<Hold>> holds, Journal.Message message) {
        return holds.getOrDefault(message.customer().name(), List.of()).stream()
                .anyMatch(hold -> message.at().isBefore(hold.until()));
    }
}
