package dev.switchboard.localstack.simulator.twilio;

import dev.switchboard.localstack.simulator.phone.PhoneNumber;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Refuses what Twilio refuses at once; what WhatsApp refuses comes later, as a status. */
final class SendCheck {
    private static final int BODY_LIMIT = 1_600;
    private static final int MEDIA_LIMIT = 10;
    private static final String WHATSAPP = "whatsapp:";
    private static final Pattern USER_ID = Pattern.compile("whatsapp:[A-Z]{2}\\.[A-Za-z0-9.]+");

    private final Set<String> senders;

    /** Checks against the account's senders in E.164, which may grow. */
    SendCheck(Set<String> senders) {
        this.senders = senders;
    }

    Optional<TwilioError> refusal(SendRequest asked) {
        if (asked.to().isEmpty()) {
            return Optional.of(TwilioError.TO_MISSING);
        }
        if (asked.from().isEmpty() && asked.messagingServiceSid().isEmpty()) {
            return Optional.of(TwilioError.FROM_MISSING);
        }
        if (asked.body().length() > BODY_LIMIT) {
            return Optional.of(TwilioError.BODY_TOO_LONG);
        }
        if (asked.shown().isEmpty() && asked.mediaUrls().isEmpty()) {
            return Optional.of(TwilioError.NOTHING_TO_SEND);
        }
        return addresses(asked).or(() -> media(asked)).or(() -> callback(asked));
    }

    private Optional<TwilioError> addresses(SendRequest asked) {
        if (PhoneNumber.read(asked.to()).isEmpty() && !USER_ID.matcher(asked.to()).matches()) {
            return Optional.of(TwilioError.toInvalid(asked.to()));
        }
        if (asked.messagingServiceSid().isPresent() && asked.from().isEmpty()) {
            return Optional.empty();
        }
        if (asked.from().startsWith(WHATSAPP) != asked.to().startsWith(WHATSAPP)) {
            return Optional.of(TwilioError.CHANNELS_DIFFER);
        }
        var ours =
                PhoneNumber.read(asked.from())
                        .filter(it -> senders.contains(it.text()))
                        .isPresent();
        return ours ? Optional.empty() : Optional.of(TwilioError.fromNotOurs(asked.from()));
    }

    private static Optional<TwilioError> media(SendRequest asked) {
        if (asked.mediaUrls().size() > MEDIA_LIMIT) {
            return Optional.of(TwilioError.TOO_MANY_MEDIA);
        }
        return asked.mediaUrls().stream()
                .filter(Predicate.not(SendCheck::isUrl))
                .findFirst()
                .map(TwilioError::mediaInvalid);
    }

    private static Optional<TwilioError> callback(SendRequest asked) {
        return asked.statusCallbackText()
                .filter(Predicate.not(SendCheck::isUrl))
                .map(TwilioError::callbackInvalid);
    }

    private static boolean isUrl(String text) {
        try {
            var url = new URI(text);
            return url.getHost() != null
                    && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
        } catch (URISyntaxException notUrl) {
            return false;
        }
    }
}
