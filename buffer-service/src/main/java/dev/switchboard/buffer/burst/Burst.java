package dev.switchboard.buffer.burst;

import dev.switchboard.model.event.Revisions;
import dev.switchboard.model.event.TurnReady;
import dev.switchboard.model.event.TurnReady.Closing;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.TurnId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a customer has written in one go and is not answered yet: at least one message, in the order
 * in which they arrived.
 *
 * @param firstMessageAt when the first message arrived here, by our own clock
 * @param lastMessageAt when the newest message arrived here, by our own clock
 */
public record Burst(
        ConversationKey conversation,
        List<HeldMessage> held,
        Instant firstMessageAt,
        Instant lastMessageAt) {

    public Burst {
        held = List.copyOf(held);
        if (held.isEmpty()) {
            throw new IllegalArgumentException("a burst holds at least one message");
        }
    }

    public static Burst startedBy(HeldMessage first, Instant at) {
        return new Burst(first.message().conversation(), List.of(first), at, at);
    }

    public Burst with(HeldMessage next, Instant at) {
        var grown = new ArrayList<>(held);
        grown.add(next);
        return new Burst(conversation, grown, firstMessageAt, at);
    }

    /** When it is complete if the customer writes no more. */
    public Instant closesAt(BurstRules rules) {
        return earlier(lastMessageAt.plus(rules.quiet()), firstMessageAt.plus(rules.longest()));
    }

    /** Why it is complete, or empty while it is not. */
    public Optional<Closing> closing(BurstRules rules, Instant now) {
        if (held.size() >= rules.most()) {
            return Optional.of(Closing.FULL);
        }
        if (now.isBefore(closesAt(rules))) {
            return Optional.empty();
        }
        return Optional.of(keptOnWriting(rules) ? Closing.LONGEST : Closing.QUIET);
    }

    private boolean keptOnWriting(BurstRules rules) {
        return firstMessageAt.plus(rules.longest()).isBefore(lastMessageAt.plus(rules.quiet()));
    }

    /** How large the turn will be, about. */
    public int bytes() {
        return held.stream().mapToInt(HeldMessage::bytes).sum();
    }

    /**
     * The messages in the order in which they arrived, whatever their clocks say, with the edits
     * and deletions among them applied.
     */
    public TurnReady close(Closing why, Instant at) {
        var messages = Revisions.applied(held.stream().map(HeldMessage::message).toList());
        return new TurnReady(
                TurnId.startingWith(messages.getFirst().id()), conversation, messages, why, at);
    }

    /** The trace that the turn goes on with: its first message's. */
    public Optional<String> traceparent() {
        return held.getFirst().traceparent();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
