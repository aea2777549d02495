package dev.switchboard.simulator.twilio;

import dev.switchboard.simulator.phone.SimulatedNumber;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Refuses what Twilio refuses at once; what WhatsApp refuses comes later, as a status. */
final class SendCheck {
    private static final int MAX_BODY_LENGTH = 1_600;
    private static final int MAX_MEDIA = 10;
    private static final String WHATSAPP = "whatsapp:";
    private static final Pattern USER_ID = Pattern.compile("whatsapp:[A-Z]{2}\\.[A-Za-z0-9.]+");

    private final Set<String> senders;

    /** Checks against the account's senders in E.164, which may grow. */
    SendCheck(Set<String> senders) {
        this.senders = senders;
    }

    Optional<TwilioError> refusal(SendRequest request) {
        if (request.to().isEmpty()) {
            return Optional.of(TwilioError.TO_MISSING);
        }
        if (request.from().isEmpty() && request.messagingServiceSid().isEmpty()) {
            return Optional.of(TwilioError.FROM_MISSING);
        }
        if (request.body().length() > MAX_BODY_LENGTH) {
            return Optional.of(TwilioError.BODY_TOO_LONG);
        }
        if (request.shown().isEmpty() && request.mediaUrls().isEmpty()) {
            return Optional.of(TwilioError.NOTHING_TO_SEND);
        }
        return addresses(request).or(() -> media(request)).or(() -> callback(request));
    }

    private Optional<TwilioError> addresses(SendRequest request) {
        if (SimulatedNumber.read(request.to()).isEmpty()
                && !USER_ID.matcher(request.to()).matches()) {
            return Optional.of(TwilioError.toInvalid(request.to()));
        }
        if (request.messagingServiceSid().isPresent() && request.from().isEmpty()) {
            return Optional.empty();
        }
        if (request.from().startsWith(WHATSAPP) != request.to().startsWith(WHATSAPP)) {
            return Optional.of(TwilioError.CHANNELS_DIFFER);
        }
        var ours =
                SimulatedNumber.read(request.from())
                        .filter(it -> senders.contains(it.text()))
                        .isPresent();
        return ours ? Optional.empty() : Optional.of(TwilioError.fromNotOurs(request.from()));
    }

    private static Optional<TwilioError> media(SendRequest request) {
        if (request.mediaUrls().size() > MAX_MEDIA) {
            return Optional.of(TwilioError.TOO_MANY_MEDIA);
        }
        return request.mediaUrls().stream()
                .filter(Predicate.not(SendCheck::isUrl))
                .findFirst()
                .map(TwilioError::mediaInvalid);
    }

    private static Optional<TwilioError> callback(SendRequest request) {
        return request.statusCallbackText()
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
