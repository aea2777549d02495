package dev.switchboard.operator.conversation;

import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.identity.PhoneNumbers;
import dev.switchboard.operator.api.RefusedRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Customer, and where given business number and channel, that a request names.
 *
 * @param business the number as the caller wrote it: a phone number or the provider's id
 */
public record Addressee(
        CustomerAddress customer, Optional<String> business, Optional<Channel> channel) {
    /** OpenAPI descriptions of the three fields. */
    public static final String PHONE = "the customer's phone number, or WhatsApp user id";

    public static final String BUSINESS =
            "the business's phone number or phone_number_id; needed where the customer writes to"
                    + " several";
    public static final String CHANNEL = "needed where one business number is on both channels";

    private static final Pattern PROVIDER_ID = Pattern.compile("[0-9]{1,30}");
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Z}\\s]+");

    /** A business-scoped user id: a country and at least one more segment, such as US.9001. */
    private static final Pattern USER_ID = Pattern.compile("[A-Z]{2}(\\.[A-Za-z0-9_-]+)+");

    /**
     * Reads a customer's address as people write or paste it: a phone number in any notation that
     * {@link PhoneNumbers#read} knows, or a business-scoped user id.
     *
     * @throws RefusedRequest naming the field that cannot be read
     */
    public static Addressee read(
            @Nullable String phone, @Nullable String business, @Nullable String channel) {
        return new Addressee(
                customer(phone),
                Optional.ofNullable(business)
                        .map(text -> INVISIBLE.matcher(text).replaceAll(""))
                        .filter(text -> !text.isEmpty())
                        .map(Addressee::business),
                Optional.ofNullable(channel)
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .map(Addressee::channel));
    }

    private static CustomerAddress customer(@Nullable String phone) {
        if (phone == null || phone.isBlank()) {
            throw RefusedRequest.invalid("phone", "phone is missing");
        }
        return customerIn(phone)
                .orElseThrow(() ->
                        RefusedRequest.invalid(
                                "phone",
                                "phone is neither an international phone number"
                                        + " nor a WhatsApp user id"));
    }

    /** Reads a customer's address, as {@link #read} does; empty if the text is none. */
    public static Optional<CustomerAddress> customerIn(String text) {
        return userId(text).or(() -> PhoneNumbers.canonical(text)).map(CustomerAddress::new);
    }

    private static Optional<String> userId(String text) {
        return Optional.of(INVISIBLE.matcher(text).replaceAll("").replaceFirst("^whatsapp:", ""))
                .filter(value -> USER_ID.matcher(value).matches());
    }

    private static String business(String text) {
        if (PROVIDER_ID.matcher(text).matches() || PhoneNumbers.canonical(text).isPresent()) {
            return text;
        }
        throw RefusedRequest.invalid(
                "business", "business is neither a phone number nor a phone_number_id");
    }

    private static Channel channel(String text) {
        return Channel.all().stream()
                .filter(channel -> channel.wireName().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        RefusedRequest.invalid(
                                "channel",
                                "channel must be "
                                        + Channel.all().stream()
                                                .map(Channel::wireName)
                                                .collect(Collectors.joining(" or "))));
    }

    /** True if the request can mean this conversation. */
    boolean means(ConversationKey conversation) {
        return channel.map(conversation.channel()::equals).orElse(true)
                && business.map(text -> isSame(conversation.business(), text)).orElse(true);
    }

    private static boolean isSame(BusinessNumber number, String text) {
        return number.id().equals(text)
                || PhoneNumbers.canonical(text)
                        .filter(phone ->
                                phone.equals(number.id())
                                        || PhoneNumbers.canonical(number.phone())
                                                .filter(phone::equals)
                                                .isPresent())
                        .isPresent();
    }
}
