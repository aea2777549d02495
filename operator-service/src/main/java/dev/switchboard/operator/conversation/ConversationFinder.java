package dev.switchboard.operator.conversation;

import dev.switchboard.model.identity.BusinessNumbers;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.operator.problem.RefusedRequest;
import dev.switchboard.transcript.conversation.ConversationEntity;
import dev.switchboard.transcript.conversation.ConversationStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the one conversation that a request is about, or, of somebody who has not written yet, the
 * one that a first message will be in.
 */
@ApplicationScoped
public class ConversationFinder {
    private final ConversationStore conversations;
    private final BusinessNumbers numbers;
    private final KnownNames names;

    ConversationFinder(ConversationStore conversations, BusinessNumbers numbers, KnownNames names) {
        this.conversations = conversations;
        this.numbers = numbers;
        this.names = names;
    }

    /**
     * One that has begun.
     *
     * @throws RefusedRequest 404 where there is no such conversation, 409 where there are several
     */
    public ConversationKey begun(Addressee addressee) {
        return meant(addressee).orElseThrow(() -> nobody(addressee));
    }

    /**
     * Also one that has not begun, where only one of our numbers can be meant.
     *
     * @throws RefusedRequest 400 where several can be meant, 404 where none is, 409 where several
     *     have begun
     */
    public ConversationKey theOne(Addressee addressee) {
        var lines = lines(addressee);
        if (lines.size() > 1) {
            throw undecided("channel", lines);
        }
        return lines.getFirst();
    }

    /**
     * The one that has begun, or all in which a first message may be: one on each channel.
     *
     * @throws RefusedRequest as {@link #theOne}
     */
    public List<ConversationKey> lines(Addressee addressee) {
        return meant(addressee).map(List::of).orElseGet(() -> toBegin(addressee));
    }

    /** Those of the customer's that may begin beside the one that has, as far as a request says. */
    public List<ConversationKey> unbegun(Addressee addressee) {
        return possible(addressee).filter(key -> !hasBegun(key)).toList();
    }

    private boolean hasBegun(ConversationKey conversation) {
        return conversations.find(conversation.id()).isPresent();
    }

    private Optional<ConversationKey> meant(Addressee addressee) {
        var meant = known(addressee).stream().filter(addressee::means).toList();
        if (meant.size() > 1) {
            throw ambiguous(meant);
        }
        return meant.stream().findFirst();
    }

    /** Where a number has become another customer's, the one who writes from it now. */
    private List<ConversationKey> known(Addressee addressee) {
        var newestOfEach = new ArrayList<ConversationKey>();
        for (var found : conversations.withCustomer(addressee.customer())) {
            var key = found.key();
            if (newestOfEach.stream().noneMatch(other -> isSameLine(other, key))) {
                newestOfEach.add(key);
            }
        }
        return newestOfEach;
    }

    private static boolean isSameLine(ConversationKey one, ConversationKey other) {
        return one.channel() == other.channel()
                && one.business().id().equals(other.business().id());
    }

    private List<ConversationKey> toBegin(Addressee addressee) {
        var lines = possible(addressee).map(this::asKept).toList();
        var begun = lines.stream().filter(this::hasBegun).toList();
        if (begun.size() == 1) {
            return begun;
        }
        if (lines.isEmpty()) {
            throw nobody(addressee);
        }
        if (lines.stream().map(ConversationKey::channel).distinct().count() < lines.size()) {
            throw undecided("business", lines);
        }
        return lines;
    }

    private Stream<ConversationKey> possible(Addressee addressee) {
        return Stream.of(Channel.values())
                .flatMap(channel ->
                        numbers.on(channel).stream()
                                .map(number ->
                                        new ConversationKey(channel, number, addressee.customer())))
                .filter(addressee::means);
    }

    /** With the address that the customer wrote from last, where the store knows it. */
    private ConversationKey asKept(ConversationKey named) {
        var resolved = names.resolved(named);
        return conversations.find(resolved.id()).map(ConversationEntity::key).orElse(resolved);
    }

    private RefusedRequest nobody(Addressee addressee) {
        return known(addressee).isEmpty() && addressee.business().isEmpty()
                ? RefusedRequest.unknown("phone", "nobody with this phone has ever written")
                : RefusedRequest.unknown(
                        "business", "this customer has not written to this business number");
    }

    private static RefusedRequest ambiguous(List<ConversationKey> meant) {
        var businesses = meant.stream().map(key -> key.business().id()).distinct().count();
        return businesses > 1
                ? RefusedRequest.ambiguous(
                        "business",
                        "this customer writes to several business numbers: name one as business",
                        "businesses",
                        choices(meant))
                : RefusedRequest.ambiguous(
                        "channel",
                        "this customer writes through both channels: name one as channel",
                        "businesses",
                        choices(meant));
    }

    private static RefusedRequest undecided(String field, List<ConversationKey> lines) {
        return RefusedRequest.undecided(
                field,
                "this customer has not written yet: name one of our numbers as business, or its"
                        + " channel",
                "businesses",
                choices(lines));
    }

    private static List<Line> choices(List<ConversationKey> lines) {
        return lines.stream().map(Line::of).toList();
    }

    /** One of the business numbers that a request could mean. */
    record Line(String business, String id, String channel) {
        static Line of(ConversationKey key) {
            return new Line(key.business().phone(), key.business().id(), key.channel().wireName());
        }
    }
}
