package dev.switchboard.system.guarantee;

import dev.switchboard.system.record.Journal.Message;
import dev.switchboard.system.record.Journal.Promise;
import dev.switchboard.system.record.Reply;
import dev.switchboard.system.record.RunEvidence;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A burst gets one reply. Judged where the product can have seen a burst: every webhook was
 * accepted at once, between any two messages and in all there was less than what closes a burst,
 * and its turn was not closed for older messages that were delivered late.
 *
 * @param quietPeriod the quiet period
 * @param maxWait the maximum wait of a burst's first message
 * @param corrections whether corrections are to be in the same reply too, for scenarios in which
 *     the model is known to be still at work
 */
public record OneReplyPerBurst(Duration quietPeriod, Duration maxWait, boolean corrections)
        implements Guarantee {
    private static final int MAX_MESSAGES = 20;

    /** Default settings of the buffer. */
    public OneReplyPerBurst() {
        this(Duration.ofSeconds(2), Duration.ofSeconds(10), false);
    }

    /** The same where the model is known to be at work while corrections are written. */
    public OneReplyPerBurst withCorrections() {
        return new OneReplyPerBurst(quietPeriod, maxWait, true);
    }

    private record Key(String customer, int burst) {}

    @Override
    public List<Violation> violations(RunEvidence evidence) {
        var replies = Reply.of(evidence);
        var calls = callsByMarker(replies);
        var cutShort = cutShort(replies, evidence);
        return bursts(evidence).stream()
                .filter(this::isBurst)
                .flatMap(burst -> repliesTo(burst, calls, cutShort).stream())
                .toList();
    }

    /**
     * Replies to turns that were full, or that hold a message of unknown arrival: such a turn may
     * have ended in the middle of a burst.
     */
    private static Set<Long> cutShort(Collection<Reply> replies, RunEvidence evidence) {
        var placed =
                evidence.journal().messages().stream()
                        .filter(OneReplyPerBurst::isPlaced)
                        .map(Message::marker)
                        .collect(Collectors.toSet());
        return replies.stream()
                .filter(reply ->
                        reply.markers().size() >= MAX_MESSAGES
                                || !placed.containsAll(reply.markers()))
                .map(Reply::call)
                .collect(Collectors.toSet());
    }

    /** Returns true if it is known when the product accepted the message. */
    private static boolean isPlaced(Message message) {
        return message.promise() == Promise.PROMISED;
    }

    private static Map<String, Set<Long>> callsByMarker(Collection<Reply> replies) {
        var calls = new HashMap<String, Set<Long>>();
        for (var reply : replies) {
            for (var marker : reply.markers()) {
                calls.computeIfAbsent(marker, _ -> new HashSet<>()).add(reply.call());
            }
        }
        return calls;
    }

    private Collection<List<Message>> bursts(RunEvidence evidence) {
        return evidence.journal().messages().stream()
                .collect(
                        Collectors.groupingBy(
                                it -> new Key(it.customer().name(), it.burst()),
                                LinkedHashMap::new,
                                Collectors.toList()))
                .values();
    }

    private boolean isBurst(List<Message> messages) {
        if (!messages.stream().allMatch(OneReplyPerBurst::isPlaced)) {
            return false;
        }
        var written = messages.stream().filter(it -> !it.correction()).toList();
        for (var i = 1; i < written.size(); i++) {
            if (written.get(i - 1).maxGapTo(written.get(i)).compareTo(quietPeriod) >= 0) {
                return false;
            }
        }
        return !written.isEmpty()
                && written.size() < MAX_MESSAGES
                && written.getFirst().maxGapTo(written.getLast()).compareTo(maxWait) < 0;
    }

    private Optional<Violation> repliesTo(
            List<Message> burst, Map<String, Set<Long>> calls, Set<Long> cutShort) {
        var repliesTo =
                burst.stream()
                        .filter(it -> corrections || !it.correction())
                        .flatMap(it -> calls.getOrDefault(it.marker(), Set.of()).stream())
                        .distinct()
                        .sorted()
                        .toList();
        return repliesTo.size() <= 1 || repliesTo.stream().anyMatch(cutShort::contains)
                ? Optional.empty()
                : Optional.of(
                        new Violation(
                                name(),
                                burst.getFirst().customer().name(),
                                "the burst of %s has the answers #%s"
                                        .formatted(
                                                burst.getFirst().marker(),
                                                repliesTo.stream()
                                                        .map(Object::toString)
                                                        .collect(Collectors.joining(" and #")))));
    }
}
