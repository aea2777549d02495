package dev.switchboard.buffer.burst;

import dev.switchboard.common.event.MessageRevisions;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.event.TurnReady.Closing;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.TurnId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Messages that a customer wrote in one go and that are not answered yet: at least one, in order of
 * arrival.
 *
 * @param firstMessageAt when the first message arrived here, by our own clock
 * @param lastMessageAt when the newest message arrived here, by our own clock
 */
public record Burst(
        ConversationKey conversation,
        List<BufferedMessage> held,
        Instant firstMessageAt,
        Instant lastMessageAt) {

    public Burst {
        held = List.copyOf(held);
        if (held.isEmpty()) {
            throw new IllegalArgumentException("a burst holds at least one message");
        }
    }

    public static Burst startedBy(BufferedMessage first, Instant at) {
        return new Burst(first.message().conversation(), List.of(first), at, at);
    }

    public Burst with(BufferedMessage next, Instant at) {
        var grown = new ArrayList<>(held);
        grown.add(next);
        return new Burst(conversation, grown, firstMessageAt, at);
    }

    /** Time at which it is complete if the customer writes no more. */
    public Instant closesAt(BurstRules rules) {
        return earlier(
                lastMessageAt.plus(rules.quietPeriod()), firstMessageAt.plus(rules.maxWait()));
    }

    /** Reason for which it is complete, or empty while it is not. */
    public Optional<Closing> closing(BurstRules rules, Instant now) {
        if (held.size() >= rules.maxMessages()) {
            return Optional.of(Closing.FULL);
        }
        if (now.isBefore(closesAt(rules))) {
            return Optional.empty();
        }
        return Optional.of(reachedMaxWait(rules) ? Closing.MAX_WAIT : Closing.QUIET);
    }

    private boolean reachedMaxWait(BurstRules rules) {
        return firstMessageAt
                .plus(rules.maxWait())
                .isBefore(lastMessageAt.plus(rules.quietPeriod()));
    }

    /** Approximate size of the turn. */
    public int bytes() {
        return held.stream().mapToInt(BufferedMessage::bytes).sum();
    }

    /**
     * Messages of the turn are in order of arrival, whatever their timestamps, with the edits and
     * deletions among them applied.
     */
    public TurnReady close(Closing reason, Instant at) {
        var messages =
                MessageRevisions.applied(held.stream().map(BufferedMessage::message).toList());
        return new TurnReady(
                TurnId.startingWith(messages.getFirst().id()), conversation, messages, reason, at);
    }

    /** Trace context that the turn continues: its first message's. */
    public Optional<String> traceparent() {
        return held.getFirst().traceparent();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
