package dev.switchboard.system.guarantee;

import dev.switchboard.system.record.Journal.Message;
import dev.switchboard.system.record.Journal.Promise;
import dev.switchboard.system.record.Reply;
import dev.switchboard.system.record.RunEvidence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A reply's parts take effect in order, the next reply begins when the one before has ended, and it
 * answers later messages. A message is earlier than another when its webhook was answered before
 * the other's began. One whose first webhook failed came with a retry of the provider: it has no
 * place in the order.
 */
public record InOrder() implements Guarantee {

    @Override
    public List<Violation> violations(RunEvidence evidence) {
        var placed =
                evidence.journal().messages().stream()
                        .filter(message -> message.promise() == Promise.PROMISED)
                        .collect(Collectors.toMap(Message::marker, Function.identity()));
        return byCustomer(evidence).stream()
                .flatMap(replies -> violations(replies, placed).stream())
                .toList();
    }

    private static Collection<List<Reply>> byCustomer(RunEvidence evidence) {
        return Reply.of(evidence).stream()
                .collect(Collectors.groupingBy(Reply::to, LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    private List<Violation> violations(List<Reply> replies, Map<String, Message> placed) {
        var violations = new ArrayList<Violation>();
        var newest = Comparator.comparing(Message::at);
        var last = Optional.<Message>empty();
        for (var i = 0; i < replies.size(); i++) {
            var reply = replies.get(i);
            partsOutOfOrder(reply).ifPresent(violations::add);
            if (i > 0) {
                begunEarly(replies.get(i - 1), reply).ifPresent(violations::add);
            }
            overtaken(last, reply, placed).ifPresent(violations::add);
            last = Stream.concat(last.stream(), messages(reply, placed)).max(newest);
        }
        return violations;
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

    private Optional<Violation> begunEarly(Reply before, Reply after) {
        return after.firstSend() < before.lastSend()
                ? Optional.of(
                        violation(
                                after,
                                "answer #%d began before #%d had ended"
                                        .formatted(after.call(), before.call())))
                : Optional.empty();
    }

    /**
     * @param last the newest message of all earlier replies
     */
    private Optional<Violation> overtaken(
            Optional<Message> last, Reply reply, Map<String, Message> placed) {
        var first = messages(reply, placed).min(Comparator.comparing(Message::webhookEndedAt));
        return last.isPresent()
                        && first.isPresent()
                        && first.get().webhookEndedAt().isBefore(last.get().at())
                ? Optional.of(
                        violation(
                                reply,
                                "%s was answered after %s"
                                        .formatted(first.get().marker(), last.get().marker())))
                : Optional.empty();
    }

    private static Stream<Message> messages(Reply reply, Map<String, Message> placed) {
        return reply.markers().stream().map(placed::get).filter(Objects::nonNull);
    }

    private Violation violation(Reply reply, String description) {
        return new Violation(name(), reply.to(), description);
    }
}
