package dev.switchboard.model.identity;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The business's own numbers on each channel, as the settings name them. */
public final class BusinessNumbers {
    private final Map<Channel, List<BusinessNumber>> numbers = new EnumMap<>(Channel.class);

    /**
     * @param twilio phone numbers, as people write them
     * @param meta ids of Meta's phone numbers
     */
    public BusinessNumbers(List<String> twilio, List<String> meta) {
        numbers.put(Channel.TWILIO, twilio.stream().map(BusinessNumbers::atTwilio).toList());
        numbers.put(
                Channel.META,
                meta.stream().map(String::strip).map(id -> new BusinessNumber(id, id)).toList());
    }

    private static BusinessNumber atTwilio(String written) {
        return PhoneNumbers.read(written)
                .map(number -> new BusinessNumber(number.canonical(), number.spelling()))
                .orElseGet(() -> new BusinessNumber(written.strip(), written.strip()));
    }

    /** Empty where the settings name none of the channel. */
    public List<BusinessNumber> on(Channel channel) {
        return numbers.getOrDefault(channel, List.of());
    }

    /** Whether the number is ours; where the settings name none of the channel, every one is. */
    public boolean include(Channel channel, BusinessNumber number) {
        var ours = on(channel);
        return ours.isEmpty() || ours.stream().anyMatch(own -> own.id().equals(number.id()));
    }
}
