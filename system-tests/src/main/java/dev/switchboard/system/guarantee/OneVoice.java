package dev.switchboard.system.guarantee;

import dev.switchboard.system.record.Evidence;
import dev.switchboard.system.record.Journal.Message;
import dev.switchboard.system.record.Journal.Promise;
import dev.switchboard.system.record.Reply;
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
 * A burst gets one reply. Judged where the product can have seen a burst: every webhook was taken
 * at once, between any two messages and in all there was less than what closes a burst, and its
 * turn was not closed for older messages that were delivered late.
 *
 * @param quiet the quiet window
 * @param longest how long a burst's first message waits at most
 * @param corrections whether corrections are to be in the same reply too, which is for scenarios
 *     that know the model to be still at work
 */
public record OneVoice(Duration quiet, Duration longest, boolean corrections) implements Guarantee {
    private static final int MOST_MESSAGES = 20;

    /** By the buffer's usual settings. */
    public OneVoice() {
        this(Duration.ofSeconds(2), Duration.ofSeconds(10), false);
    }

    /** The same where the model is known to be at work while corrections are written. */
    public OneVoice withCorrections() {
        return new OneVoice(quiet, longest, true);
    }

    private record Key(String customer, int burst) {}

    @Override
    public List<Violation> violations(Evidence evidence) {
        var replies = Reply.of(evidence);
        var calls = callsByMarker(replies);
        var cut = cut(replies, evidence);
        return bursts(evidence).stream()
                .filter(this::isBurst)
                .flatMap(burst -> voices(burst, calls, cut).stream())
                .toList();
    }

    /**
     * The replies to turns that were full, or that hold a message of which nobody can tell when it
     * came: such a turn may have ended in the midst of a burst.
     */
    private static Set<Long> cut(Collection<Reply> replies, Evidence evidence) {
        var placed =
                evidence.journal().messages().stream()
                        .filter(OneVoice::isPlaced)
                        .map(Message::marker)
                        .collect(Collectors.toSet());
        return replies.stream()
                .filter(reply ->
                        reply.markers().size() >= MOST_MESSAGES
                                || !placed.containsAll(reply.markers()))
                .map(Reply::call)
                .collect(Collectors.toSet());
    }

    /** Whether it is known when the product took the message. */
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

    private Collection<List<Message>> bursts(Evidence evidence) {
        return evidence.journal().messages().stream()
                .collect(
                        Collectors.groupingBy(
                                it -> new Key(it.customer().name(), it.burst()),
                                LinkedHashMap::new,
                                Collectors.toList()))
                .values();
    }

    private boolean isBurst(List<Message> messages) {
        if (!messages.stream().allMatch(OneVoice::isPlaced)) {
            return false;
        }
        var written = messages.stream().filter(it -> !it.correction()).toList();
        for (var i = 1; i < written.size(); i++) {
            if (written.get(i - 1).longestTo(written.get(i)).compareTo(quiet) >= 0) {
                return false;
            }
        }
        return !written.isEmpty()
                && written.size() < MOST_MESSAGES
                && written.getFirst().longestTo(written.getLast()).compareTo(longest) < 0;
    }

    private Optional<Violation> voices(
            List<Message> burst, Map<String, Set<Long>> calls, Set<Long> cut) {
        var voices =
                burst.stream()
                        .filter(it -> corrections || !it.correction())
                        .flatMap(it -> calls.getOrDefault(it.marker(), Set.of()).stream())
                        .distinct()
                        .sorted()
                        .toList();
        return voices.size() <= 1 || voices.stream().anyMatch(cut::contains)
                ? Optional.empty()
                : Optional.of(
                        new Violation(
                                name(),
                                burst.getFirst().customer().name(),
                                "the burst of %s has the answers #%s"
                                        .formatted(
                                                burst.getFirst().marker(),
                                                voices.stream()
                                                        .map(Object::toString)
                                                        .collect(Collectors.joining(" and #")))));
    }
}
