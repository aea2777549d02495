package dev.switchboard.system.guarantee;

import dev.switchboard.system.record.Evidence;
import dev.switchboard.system.record.Journal.Message;
import dev.switchboard.system.record.Journal.Promise;
import dev.switchboard.system.record.Place;
import dev.switchboard.system.record.Reply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A reply's parts take effect in order, the next reply begins when the one before has ended, and it
 * answers later messages. A message whose first webhook failed came when the provider tried again:
 * it has no place in the order.
 */
public record InOrder() implements Guarantee {

    @Override
    public List<Violation> violations(Evidence evidence) {
        var placed =
                evidence.journal().messages().stream()
                        .filter(message -> message.promise() == Promise.PROMISED)
                        .map(Message::marker)
                        .collect(Collectors.toSet());
        var violations = new ArrayList<Violation>();
        for (var replies : byCustomer(evidence)) {
            replies.forEach(reply -> partsOutOfOrder(reply).ifPresent(violations::add));
            for (var i = 1; i < replies.size(); i++) {
                overtaken(replies.get(i - 1), replies.get(i), placed).ifPresent(violations::add);
            }
        }
        return violations;
    }

    private static Collection<List<Reply>> byCustomer(Evidence evidence) {
        return Reply.of(evidence).stream()
                .collect(Collectors.groupingBy(Reply::to, LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    private Optional<Violation> partsOutOfOrder(Reply reply) {
        var numbers = reply.partNumbers();
        return numbers.equals(numbers.stream().sorted().toList())
                ? Optional.empty()
                : Optional.of(
                        violation(
                                reply,
                                "the parts of answer #%d came in the order %s"
                                        .formatted(reply.call(), numbers)));
    }

    private Optional<Violation> overtaken(Reply before, Reply after, Set<String> placed) {
        if (after.firstSend() < before.lastSend()) {
            return Optional.of(
                    violation(
                            after,
                            "answer #%d began before #%d had ended"
                                    .formatted(after.call(), before.call())));
        }
        var newest = places(before, placed).stream().max(Place::compareTo);
        var oldest = places(after, placed).stream().min(Place::compareTo);
        return newest.isPresent() && oldest.isPresent() && oldest.get().compareTo(newest.get()) < 0
                ? Optional.of(
                        violation(
                                after,
                                "%s was answered after %s".formatted(oldest.get(), newest.get())))
                : Optional.empty();
    }

    private static List<Place> places(Reply reply, Set<String> placed) {
        return reply.markers().stream().filter(placed::contains).map(Place::of).toList();
    }

    private Violation violation(Reply reply, String what) {
        return new Violation(name(), reply.to(), what);
    }
}
