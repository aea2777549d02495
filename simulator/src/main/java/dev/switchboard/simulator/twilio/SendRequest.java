package dev.switchboard.simulator.twilio;

import io.vertx.core.MultiMap;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Send request to the Messages resource. */
record SendRequest(
        String from,
        String to,
        String body,
        List<String> mediaUrls,
        Optional<String> messagingServiceSid,
        Optional<String> contentSid,
        Optional<String> statusCallbackText) {

    static SendRequest of(MultiMap form) {
        return new SendRequest(
                filled(form, "From").orElse(""),
                filled(form, "To").orElse(""),
                filled(form, "Body").orElse(""),
                form.getAll("MediaUrl"),
                filled(form, "MessagingServiceSid"),
                filled(form, "ContentSid"),
                filled(form, "StatusCallback"));
    }

    /** Text to be shown: the body, or the template that Twilio would fill in. */
    String shown() {
        return body.isEmpty() ? contentSid.map(it -> "[template " + it + "]").orElse("") : body;
    }

    Optional<URI> statusCallback() {
        return statusCallbackText.map(URI::create);
    }

    private static Optional<String> filled(MultiMap form, String name) {
        return Optional.ofNullable(form.get(name)).filter(it -> !it.isEmpty());
    }
}
