package dev.switchboard.operator.conversation;

import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.CustomerAddress;
import dev.switchboard.model.identity.PhoneNumbers;
import dev.switchboard.operator.problem.RefusedRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whom a request is about, as far as it says.
 *
 * @param business the business's number as somebody wrote it: a phone number or the provider's id
 */
public record Addressee(
        CustomerAddress customer, Optional<String> business, Optional<Channel> channel) {
    /** What the API's description says of the three fields that name one. */
    public static final String PHONE = "the customer's phone number, or WhatsApp user id";

    public static final String BUSINESS =
            "the business's phone number or phone_number_id; needed where the customer writes to"
                    + " several";
    public static final String CHANNEL = "needed where one business number is on both channels";

    private static final Pattern PROVIDERS_ID = Pattern.compile("[0-9]{1,30}");
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Z}\\s]+");

    /** A business-scoped user id: a country and at least one more segment, such as US.9001. */
    private static final Pattern USER_ID = Pattern.compile("[A-Z]{2}(\\.[A-Za-z0-9_-]+)+");

    /**
     * Reads what people write or paste: a phone number in any of the forms that {@link
     * PhoneNumbers#read} knows, or a business-scoped user id.
     *
     * @throws RefusedRequest naming the field that cannot be read
     */
    public static Addressee read(
            Optional<String> phone, Optional<String> business, Optional<String> channel) {
        return new Addressee(
                customer(phone),
                business.map(text -> INVISIBLE.matcher(text).replaceAll(""))
                        .filter(text -> !text.isEmpty())
                        .map(Addressee::business),
                channel.map(String::strip).filter(text -> !text.isEmpty()).map(Addressee::channel));
    }

    private static CustomerAddress customer(Optional<String> phone) {
        var written =
                phone.filter(text -> !text.isBlank())
                        .orElseThrow(() -> RefusedRequest.invalid("phone", "phone is missing"));
        return userId(written)
                .or(() -> PhoneNumbers.canonical(written))
                .map(CustomerAddress::new)
                .orElseThrow(() ->
                        RefusedRequest.invalid(
                                "phone",
                                "phone is neither an international phone number"
                                        + " nor a WhatsApp user id"));
    }

    private static Optional<String> userId(String written) {
        return Optional.of(INVISIBLE.matcher(written).replaceAll("").replaceFirst("^whatsapp:", ""))
                .filter(text -> USER_ID.matcher(text).matches());
    }

    private static String business(String written) {
        if (PROVIDERS_ID.matcher(written).matches()
                || PhoneNumbers.canonical(written).isPresent()) {
            return written;
        }
        throw RefusedRequest.invalid(
                "business", "business is neither a phone number nor a phone_number_id");
    }

    private static Channel channel(String written) {
        try {
            return Channel.of(written);
        } catch (IllegalArgumentException e) {
            throw RefusedRequest.invalid("channel", "channel must be twilio or meta");
        }
    }

    /** Whether this conversation is one that the request can mean. */
    boolean means(ConversationKey conversation) {
        return channel.map(conversation.channel()::equals).orElse(true)
                && business.map(written -> isWritten(conversation.business(), written))
                        .orElse(true);
    }

    private static boolean isWritten(BusinessNumber number, String written) {
        return number.id().equals(written)
                || PhoneNumbers.canonical(written)
                        .filter(phone ->
                                phone.equals(number.id())
                                        || PhoneNumbers.canonical(number.phone())
                                                .filter(phone::equals)
                                                .isPresent())
                        .isPresent();
    }
}
