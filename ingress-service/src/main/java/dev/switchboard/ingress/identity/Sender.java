package dev.switchboard.ingress.identity;

import java.util.Optional;

/**
 * Who a webhook says has written.
 *
 * @param phone in E.164
 * @param userId the business-scoped user id ({@code US.9001}), which those who hide their number
 *     have instead of one, and others beside it
 */
public record Sender(Optional<String> phone, Optional<String> userId) {

    public Sender {
        if (phone.isEmpty() && userId.isEmpty()) {
            throw new IllegalArgumentException("a sender has a phone number or a user id");
        }
    }

    /**
     * @param address a phone number or a user id, as the provider writes it
     * @param userId what the provider says beside it
     */
    public static Sender of(String address, Optional<String> userId) {
        var phone = CanonicalNumbers.of(address);
        var id = userId.map(Sender::bare).filter(name -> !name.isBlank());
        return phone.isPresent()
                ? new Sender(phone, id)
                : new Sender(phone, id.or(() -> Optional.of(bare(address))));
    }

    private static String bare(String address) {
        return address.startsWith("whatsapp:") ? address.substring("whatsapp:".length()) : address;
    }
}
