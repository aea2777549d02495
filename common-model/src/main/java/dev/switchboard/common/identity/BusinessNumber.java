package dev.switchboard.common.identity;

/**
 * Number of the business on a channel.
 *
 * @param id the provider's routing id: the E.164 number at Twilio, the {@code phone_number_id} at
 *     Meta
 * @param phone the number people see, in E.164; equal to {@code id} at Twilio
 */
public record BusinessNumber(String id, String phone) {

    public BusinessNumber {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a business number needs an id");
        }
    }
}
