package dev.switchboard.ingress.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.ingress.identity.IdentityChange;
import dev.switchboard.ingress.identity.Sender;
import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.Channel;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the system messages by which Meta tells that a customer has another number or user id. A
 * change of a number brings a new user id with it; one of the user id alone may name no sender.
 */
final class MetaIdentityChange {
    /** The third is what earlier versions of the API call the first. */
    private static final Set<String> TYPES =
            Set.of("user_changed_number", "user_changed_user_id", "customer_changed_number");

    private MetaIdentityChange() {}

    /** Empty where the message tells of none, or not of whom. */
    static Optional<IdentityChange> of(JsonNode message, BusinessNumber business) {
        return former(message)
                .flatMap(former ->
                        now(message.path("system"))
                                .map(now ->
                                        new IdentityChange(Channel.META, business, former, now)));
    }

    /** Whom the message is about, as known until now; answered at what came in its place. */
    static Optional<Sender> sender(JsonNode message) {
        return former(message)
                .flatMap(former ->
                        now(message.path("system")).map(now -> former.answeredAt(now.address())));
    }

    private static Optional<Sender> former(JsonNode message) {
        var system = message.path("system");
        if (!TYPES.contains(system.path("type").asText())) {
            return Optional.empty();
        }
        var phone = MetaNodes.text(message, "from").or(() -> MetaNodes.text(system, "customer"));
        var userId =
                MetaNodes.text(system, "previous_user_id")
                        .or(() -> MetaNodes.text(message, "from_user_id"));
        return phone.or(() -> userId).map(address -> Sender.of(address, userId));
    }

    private static Optional<Sender> now(JsonNode system) {
        var phone = MetaNodes.text(system, "wa_id").or(() -> MetaNodes.text(system, "new_wa_id"));
        var userId = MetaNodes.text(system, "user_id");
        return phone.or(() -> userId).map(address -> Sender.of(address, userId));
    }
}
