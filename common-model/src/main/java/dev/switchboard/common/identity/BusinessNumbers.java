package dev.switchboard.common.identity;

import java.util.List;
import java.util.Map;

/** Business numbers by channel, as configured. */
public final class BusinessNumbers {
    private final Map<Channel, List<BusinessNumber>> numbers;

    /**
     * @param twilio phone numbers in any spelling
     * @param meta ids of Meta's phone numbers
     */
    public BusinessNumbers(List<String> twilio, List<String> meta) {
        numbers =
                Map.of(
                        Channel.TWILIO,
                        twilio.stream().map(BusinessNumbers::atTwilio).toList(),
                        Channel.META,
                        meta.stream()
                                .map(String::strip)
                                .map(id -> new BusinessNumber(id, id))
                                .toList());
    }

    private static BusinessNumber atTwilio(String written) {
        return PhoneNumbers.read(written)
                .map(number -> new BusinessNumber(number.canonical(), number.spelling()))
                .orElseGet(() -> new BusinessNumber(written.strip(), written.strip()));
    }

    /** Returns the configured numbers of the channel; empty if there are none. */
    public List<BusinessNumber> on(Channel channel) {
        return numbers.getOrDefault(channel, List.of());
    }

    /**
     * Returns whether the number is ours; if none is configured for the channel, every number is.
     */
    public boolean include(Channel channel, BusinessNumber number) {
        var ours = on(channel);
        return ours.isEmpty() || ours.stream().anyMatch(own -> own.id().equals(number.id()));
    }
}
