package dev.switchboard.ingress.identity;

import dev.switchboard.model.identity.CustomerAddress;
import dev.switchboard.model.identity.PhoneNumber;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who a webhook says has written.
 *
 * @param phone in E.164
 * @param userId the business-scoped user id ({@code US.9001}), which those who hide their number
 *     have instead of one, and others beside it
 * @param address where an answer goes: the number as the provider spells it, or the user id
 */
public record Sender(Optional<String> phone, Optional<String> userId, CustomerAddress address) {

    public Sender {
        if (phone.isEmpty() && userId.isEmpty()) {
            throw new IllegalArgumentException("a sender has a phone number or a user id");
        }
    }

    /** One whose number is spelled as in E.164. */
    public Sender(Optional<String> phone, Optional<String> userId) {
        this(phone, userId, CustomerAddress.of(phone.or(() -> userId).orElse("")));
    }

    /**
     * @param address a phone number or a user id, as the provider writes it
     * @param userId what the provider says beside it
     */
    public static Sender of(String address, Optional<String> userId) {
        var id = userId.map(Sender::bare).filter(name -> !name.isBlank());
        return CanonicalNumbers.read(address)
                .map(number -> withNumber(number, id))
                .orElseGet(() ->
                        new Sender(Optional.empty(), id.or(() -> Optional.of(bare(address)))));
    }

    /** All that the sender is known by. */
    List<String> names() {
        return Stream.concat(phone.stream(), userId.stream()).toList();
    }

    /** The same, answered elsewhere. */
    public Sender answeredAt(CustomerAddress elsewhere) {
        return new Sender(phone, userId, elsewhere);
    }

    private static Sender withNumber(PhoneNumber number, Optional<String> userId) {
        return new Sender(
                Optional.of(number.canonical()), userId, CustomerAddress.of(number.spelling()));
    }

    private static String bare(String address) {
        return address.startsWith("whatsapp:") ? address.substring("whatsapp:".length()) : address;
    }
}
