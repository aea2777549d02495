package dev.switchboard.system.scenario;

import dev.switchboard.system.record.Journal;
import dev.switchboard.system.record.ListedPart;
import dev.switchboard.system.world.OperatorApi;
import dev.switchboard.system.world.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parts that the product has not brought to an end yet, as its API shows them. */
final class OpenParts {
    private static final Duration POLL = Duration.ofMillis(250);

    private final OperatorApi operator;
    private final Instant since;

    /**
     * @param since when the oldest of them can have been made
     */
    OpenParts(OperatorApi operator, Instant since) {
        this.operator = operator;
        this.since = since;
    }

    /** The parts of everybody in the journal that are still open when the time is up. */
    List<ListedPart> awaitNone(Journal journal, Duration patience) {
        return awaitNone(phones(journal), patience);
    }

    private static Set<String> phones(Journal journal) {
        return journal.messages().stream()
                .map(message -> message.customer().phone())
                .collect(Collectors.toSet());
    }

    /** The parts of these customers that are still open when the time is up. */
    List<ListedPart> awaitNone(Set<String> phones, Duration patience) {
        var end = System.nanoTime() + patience.toNanos();
        var open = of(phones);
        while (!open.isEmpty() && System.nanoTime() < end) {
            Waiting.pass(POLL);
            open = of(phones);
        }
        return open;
    }

    private List<ListedPart> of(Set<String> phones) {
        return Stream.of("pending", "sending").flatMap(it -> in(it, phones)).toList();
    }

    /** The parts of everybody in the journal that came to a state. */
    Stream<ListedPart> in(String state, Journal journal) {
        return in(state, phones(journal));
    }

    /** Those of these customers' parts that came to a state. */
    Stream<ListedPart> in(String state, Set<String> phones) {
        return ListedPart.in(state, since, operator).stream()
                .filter(part -> phones.contains(part.customer()));
    }
}
