package dev.switchboard.operator.conversation;

import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.operator.problem.RefusedRequest;
import dev.switchboard.transcript.conversation.ConversationEntity;
import dev.switchboard.transcript.conversation.ConversationStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Finds the one conversation that a request is about. */
@ApplicationScoped
public class ConversationFinder {
    private final ConversationStore conversations;

    ConversationFinder(ConversationStore conversations) {
        this.conversations = conversations;
    }

    /**
     * @throws RefusedRequest 404 where there is no such conversation, 409 where there are several
     */
    public ConversationKey theOne(Addressee addressee) {
        var known =
                conversations.withCustomer(addressee.customer()).stream()
                        .map(ConversationEntity::key)
                        .toList();
        if (known.isEmpty()) {
            throw RefusedRequest.unknown("phone", "nobody with this phone has ever written");
        }
        var meant = known.stream().filter(addressee::means).toList();
        return switch (meant.size()) {
            case 0 ->
                    throw RefusedRequest.unknown(
                            "business", "this customer has not written to this business number");
            case 1 -> meant.getFirst();
            default -> throw ambiguous(meant);
        };
    }

    private static RefusedRequest ambiguous(List<ConversationKey> meant) {
        var businesses = meant.stream().map(key -> key.business().id()).distinct().count();
        var choices = meant.stream().map(Line::of).toList();
        return businesses > 1
                ? RefusedRequest.ambiguous(
                        "business",
                        "this customer writes to several business numbers: name one as business",
                        "businesses",
                        choices)
                : RefusedRequest.ambiguous(
                        "channel",
                        "this customer writes through both channels: name one as channel",
                        "businesses",
                        choices);
    }

    /** One of the business numbers that a request could mean. */
    record Line(String business, String id, String channel) {
        static Line of(ConversationKey key) {
            return new Line(key.business().phone(), key.business().id(), key.channel().wireName());
        }
    }
}
