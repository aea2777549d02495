package dev.switchboard.system.record;

import dev.switchboard.system.world.CustomerPhone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Time in which an operator owns a conversation, as the harness knows it.
 *
 * @param customer the customer's name
 * @param confirmed whether the takeover was confirmed; otherwise it may have happened
 * @param requestedAt the time of the request for the takeover
 * @param since the time of the response
 * @param until the time of the request for the handback, if there was one
 */
public record OwnershipInterval(
        String customer, boolean confirmed, Instant requestedAt, Instant since, Instant until) {

    /**
     * Intervals by customer, in order. A refused takeover makes none; one without a response may
     * have happened.
     */
    public static Map<String, List<OwnershipInterval>> of(Journal journal) {
        var intervals = new HashMap<String, List<OwnershipInterval>>();
        var handbacks =
                journal.handbacks().stream()
                        .collect(Collectors.groupingBy(Journal.Handback::customer));
        for (var takeover : journal.takeovers()) {
            var call = takeover.call();
            if (call.confirmed() || call.status() == 0) {
                var customer = takeover.customer().name();
                intervals
                        .computeIfAbsent(customer, _ -> new ArrayList<>())
                        .add(
                                new OwnershipInterval(
                                        customer,
                                        call.confirmed(),
                                        call.requestedAt(),
                                        call.answeredAt(),
                                        end(takeover, handbacks)));
            }
        }
        return intervals;
    }

    private static Instant end(
            Journal.Takeover takeover, Map<CustomerPhone, List<Journal.Handback>> handbacks) {
        return handbacks.getOrDefault(takeover.customer(), List.of()).stream()
                .map(it -> it.call().requestedAt())
                .filter(it -> it.isAfter(takeover.call().requestedAt()))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    /**
     * Returns true if the message may have been left to an operator: it was open when one took
     * over.
     */
    public static boolean anyCovers(
            Map<String, List<OwnershipInterval>> intervals, Journal.Message message) {
        return intervals.getOrDefault(message.customer().name(), List.of()).stream()
                .anyMatch(interval -> message.at().isBefore(interval.until()));
    }
}
