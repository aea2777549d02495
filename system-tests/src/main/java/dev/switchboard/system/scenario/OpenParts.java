package dev.switchboard.system.scenario;

import dev.switchboard.system.record.Journal;
import dev.switchboard.system.record.ListedPart;
import dev.switchboard.system.world.OperatorClient;
import dev.switchboard.system.world.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parts without a final state yet, as the API shows them. */
final class OpenParts {
    private static final Duration POLL = Duration.ofMillis(250);

    private final OperatorClient operator;
    private final Instant since;

    /**
     * @param since the earliest time at which they can have been made
     */
    OpenParts(OperatorClient operator, Instant since) {
        this.operator = operator;
        this.since = since;
    }

    /** Parts of all customers in the journal that are still open at the timeout. */
    List<ListedPart> awaitNone(Journal journal, Duration timeout) {
        return awaitNone(phones(journal), timeout);
    }

    private static Set<String> phones(Journal journal) {
        return journal.messages().stream()
                .map(message -> message.customer().number())
                .collect(Collectors.toSet());
    }

    /** Parts of these customers that are still open at the timeout. */
    List<ListedPart> awaitNone(Set<String> phones, Duration timeout) {
        var end = System.nanoTime() + timeout.toNanos();
        var open = of(phones);
        while (!open.isEmpty() && System.nanoTime() < end) {
            Pause.sleep(POLL);
            open = of(phones);
        }
        return open;
    }

    private List<ListedPart> of(Set<String> phones) {
        return Stream.of("pending", "sending").flatMap(it -> in(it, phones)).toList();
    }

    /** Parts of all customers in the journal that reached a state. */
    Stream<ListedPart> in(String state, Journal journal) {
        return in(state, phones(journal));
    }

    /** Parts of these customers that reached a state. */
    Stream<ListedPart> in(String state, Set<String> phones) {
        return ListedPart.in(state, since, operator).stream()
                .filter(part -> phones.contains(part.customer()));
    }
}
