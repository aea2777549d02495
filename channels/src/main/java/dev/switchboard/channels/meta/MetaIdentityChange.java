package dev.switchboard.channels.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.channels.webhook.IdentityChange;
import dev.switchboard.channels.webhook.Sender;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import java.util.Optional;
import java.util.Set;

/**
 * Parses the system messages by which Meta reports that a customer has another number or user id. A
 * change of number includes a new user id; a change of user id alone may have no sender.
 */
final class MetaIdentityChange {
    /** The third is the first's name in earlier versions of the API. */
    private static final Set<String> TYPES =
            Set.of("user_changed_number", "user_changed_user_id", "customer_changed_number");

    private MetaIdentityChange() {}

    /** Empty if the message reports no change, or does not name the customer. */
    static Optional<IdentityChange> of(JsonNode message, BusinessNumber business) {
        return previous(message)
                .flatMap(previous ->
                        current(message.path("system"))
                                .map(current ->
                                        new IdentityChange(
                                                Channel.META, business, previous, current)));
    }

    /** Customer under the previous aliases, with the new address for answers. */
    static Optional<Sender> sender(JsonNode message) {
        return previous(message)
                .flatMap(previous ->
                        current(message.path("system"))
                                .map(current -> previous.withAddress(current.address())));
    }

    private static Optional<Sender> previous(JsonNode message) {
        var system = message.path("system");
        if (!TYPES.contains(system.path("type").asText())) {
            return Optional.empty();
        }
        var phone = MetaJson.text(message, "from").or(() -> MetaJson.text(system, "customer"));
        var userId =
                MetaJson.text(system, "previous_user_id")
                        .or(() -> MetaJson.text(message, "from_user_id"));
        return phone.or(() -> userId).map(address -> Sender.of(address, userId.orElse(null)));
    }

    private static Optional<Sender> current(JsonNode system) {
        var phone = MetaJson.text(system, "wa_id").or(() -> MetaJson.text(system, "new_wa_id"));
        var userId = MetaJson.text(system, "user_id");
        return phone.or(() -> userId).map(address -> Sender.of(address, userId.orElse(null)));
    }
}
