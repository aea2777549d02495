package dev.switchboard.operator.conversation;

import dev.switchboard.common.identity.BusinessNumbers;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.operator.api.RefusedRequest;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.read.OwnershipHistory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the conversation that a request is about or, for a customer who has not written yet, the
 * one that a first message will be in.
 */
@ApplicationScoped
public class ConversationFinder {
    private final ConversationStore conversations;
    private final BusinessNumbers numbers;
    private final CustomerAliases names;
    private final OwnershipHistory ownerships;

    ConversationFinder(
            ConversationStore conversations,
            BusinessNumbers numbers,
            CustomerAliases names,
            OwnershipHistory ownerships) {
        this.conversations = conversations;
        this.numbers = numbers;
        this.names = names;
        this.ownerships = ownerships;
    }

    /**
     * Finds one that has begun.
     *
     * @throws RefusedRequest 404 if there is no such conversation, 409 if there are several
     */
    public ConversationKey begun(Addressee addressee) {
        return meant(addressee).orElseThrow(() -> nobody(addressee));
    }

    /**
     * Finds also one that has not begun, if only one of our numbers can be meant.
     *
     * @throws RefusedRequest 400 if several can be meant, 404 if none is, 409 if several have begun
     */
    public ConversationKey single(Addressee addressee) {
        var candidates = candidates(addressee);
        if (candidates.size() > 1) {
            throw undecided("channel", candidates);
        }
        return candidates.getFirst();
    }

    /**
     * Finds the one that has begun, or else all that a first message may be in, one a channel.
     *
     * @throws RefusedRequest as {@link #single}
     */
    public List<ConversationKey> candidates(Addressee addressee) {
        return meant(addressee).map(List::of).orElseGet(() -> toBegin(addressee));
    }

    /**
     * Finds all that a takeover under this address can have taken: the candidates of now and, since
     * it may have been before they began, what has not begun or was taken over before, also under
     * another address to which the number leads.
     *
     * @throws RefusedRequest as {@link #single}
     */
    public List<ConversationKey> heldBy(Addressee addressee) {
        var candidates = candidates(addressee);
        var named = possible(addressee).toList();
        var others =
                Stream.concat(named.stream(), names.elsewhere(named).stream())
                        .filter(key ->
                                candidates.stream().allMatch(one -> isHeldBesides(key, one)));
        return Stream.concat(candidates.stream(), others).toList();
    }

    /** A takeover once the candidate had begun was of the candidate only. */
    private boolean isHeldBesides(ConversationKey key, ConversationKey candidate) {
        return !key.id().equals(candidate.id())
                && (!hasBegun(key) || ownerships.isHeldSinceBefore(key.id(), candidate.id()));
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

    /** Only the newest on each business number: a phone number may have changed its customer. */
    private List<ConversationKey> known(Addressee addressee) {
        var newestOfEach = new ArrayList<ConversationKey>();
        for (var key : conversations.findByCustomer(addressee.customer())) {
            if (newestOfEach.stream().noneMatch(other -> isSameNumber(other, key))) {
                newestOfEach.add(key);
            }
        }
        return newestOfEach;
    }

    private static boolean isSameNumber(ConversationKey one, ConversationKey other) {
        return one.channel().equals(other.channel())
                && one.business().id().equals(other.business().id());
    }

    private List<ConversationKey> toBegin(Addressee addressee) {
        var candidates = possible(addressee).map(this::asKept).toList();
        var begun = candidates.stream().filter(this::hasBegun).toList();
        if (begun.size() == 1) {
            return begun;
        }
        if (candidates.isEmpty()) {
            throw nobody(addressee);
        }
        var channels = candidates.stream().map(ConversationKey::channel).distinct().count();
        if (channels < candidates.size()) {
            throw undecided("business", candidates);
        }
        return candidates;
    }

    private Stream<ConversationKey> possible(Addressee addressee) {
        return Channel.all().stream()
                .flatMap(channel ->
                        numbers.on(channel).stream()
                                .map(number ->
                                        new ConversationKey(channel, number, addressee.customer())))
                .filter(addressee::means);
    }

    /** Has the address that the customer wrote from last, if the store knows it. */
    private ConversationKey asKept(ConversationKey named) {
        var resolved = names.resolved(named);
        return conversations.find(resolved.id()).orElse(resolved);
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

    private static RefusedRequest undecided(String field, List<ConversationKey> candidates) {
        return RefusedRequest.undecided(
                field,
                "this customer has not written yet: name one of our numbers as business, or its"
                        + " channel",
                "businesses",
                choices(candidates));
    }

    private static List<Choice> choices(List<ConversationKey> candidates) {
        return candidates.stream().map(Choice::of).toList();
    }

    /** One of the business numbers that a request can mean. */
    record Choice(String business, String id, String channel) {
        static Choice of(ConversationKey key) {
            return new Choice(
                    key.business().phone(), key.business().id(), key.channel().wireName());
        }
    }
}
