package dev.switchboard.channels.webhook;

import dev.switchboard.common.identity.CustomerAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sender of a message according to its webhook.
 *
 * @param phone in E.164
 * @param userId business-scoped user id ({@code US.9001}), which customers who hide their number
 *     have instead of one, and others in addition
 * @param address recipient of an answer: the number as the provider spells it, or the user id
 */
public record Sender(Optional<String> phone, Optional<String> userId, CustomerAddress address) {

    public Sender {
        if (phone.isEmpty() && userId.isEmpty()) {
            throw new IllegalArgumentException("a sender has a phone number or a user id");
        }
    }

    /** Sender whose number is spelled as in E.164. */
    public Sender(Optional<String> phone, Optional<String> userId) {
        this(phone, userId, CustomerAddress.of(phone.or(() -> userId).orElse("")));
    }

    /**
     * @param address phone number or user id, as the provider writes it
     * @param userId user id in another field of the webhook
     */
    public static Sender of(String address, @Nullable String userId) {
        var id =
                Optional.ofNullable(userId)
                        .map(Sender::withoutPrefix)
                        .filter(name -> !name.isBlank());
        return PhoneNumberCache.read(address)
                .map(number ->
                        new Sender(
                                Optional.of(number.canonical()),
                                id,
                                CustomerAddress.of(number.spelling())))
                .orElseGet(() ->
                        new Sender(
                                Optional.empty(),
                                id.or(() -> Optional.of(withoutPrefix(address)))));
    }

    /** All aliases of the sender. */
    public List<String> names() {
        return Stream.concat(phone.stream(), userId.stream()).toList();
    }

    public Sender withAddress(CustomerAddress other) {
        return new Sender(phone, userId, other);
    }

    private static String withoutPrefix(String address) {
        return address.startsWith("whatsapp:") ? address.substring("whatsapp:".length()) : address;
    }
}
