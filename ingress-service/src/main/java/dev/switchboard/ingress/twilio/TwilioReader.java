package dev.switchboard.ingress.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.ingress.webhook.Answer;
import dev.switchboard.ingress.webhook.MalformedWebhookException;
import dev.switchboard.ingress.webhook.Reading;
import dev.switchboard.ingress.webhook.Route;
import dev.switchboard.ingress.webhook.Verdict;
import dev.switchboard.ingress.webhook.WebhookReader;
import dev.switchboard.ingress.webhook.WebhookRequest;
import java.util.List;
import java.util.Optional;

/** Verifies a Twilio webhook and tells a customer's message from a status of ours. */
final class TwilioReader implements WebhookReader {
    static final String SIGNATURE = "X-Twilio-Signature";

    private final TwilioSignature signature;
    private final PublicUrl publicUrl;
    private final OwnNumbers own;

    TwilioReader(TwilioSignature signature, PublicUrl publicUrl, OwnNumbers own) {
        this.signature = signature;
        this.publicUrl = publicUrl;
        this.own = own;
    }

    @Override
    public Reading read(WebhookRequest request) {
        var signed = request.header(SIGNATURE);
        if (signed.isEmpty()) {
            return new Reading.Refused(Verdict.BAD_SIGNATURE, SIGNATURE + " is missing");
        }
        try {
            return request.isJson()
                    ? readJson(request, signed.get())
                    : readForm(request, signed.get());
        } catch (MalformedWebhookException e) {
            return new Reading.Refused(Verdict.MALFORMED, e.reason());
        }
    }

    /** The alias has always answered GET, to show that it is there. */
    @Override
    public Optional<Answer> greet(WebhookRequest request) {
        return request.path().startsWith(TwilioPaths.ALIAS) && request.route() == Route.TWILIO
                ? Optional.of(new Answer(Verdict.VERIFIED, "text/plain", "OK"))
                : Optional.empty();
    }

    private Reading readJson(WebhookRequest request, String signed) {
        return signature.signs(addresses(request), request.query(), request.body(), signed)
                ? read(TwilioFields.ofJson(request.body().toString(UTF_8)), request)
                : wrong();
    }

    private Reading readForm(WebhookRequest request, String signed) {
        var fields = TwilioFields.ofForm(request.body().toString(UTF_8));
        return signature.signs(addresses(request), fields, signed)
                ? read(fields, request)
                : wrong();
    }

    private List<String> addresses(WebhookRequest request) {
        var below = request.route() == Route.TWILIO_STATUS ? TwilioPaths.STATUS : "";
        return publicUrl.of(request.path(), below, request.query());
    }

    private static Reading wrong() {
        return new Reading.Refused(Verdict.BAD_SIGNATURE, SIGNATURE + " is wrong");
    }

    private Reading read(TwilioFields fields, WebhookRequest request) {
        if (request.route() == Route.TWILIO_STATUS || TwilioStatus.isToldBy(fields)) {
            return TwilioStatus.read(fields, request.query(), request.receivedAt())
                    .map(Reading.Accepted::status)
                    .orElseGet(() -> Reading.Accepted.nothing("a status of no message of ours"));
        }
        return TwilioMessage.isOurOwn(fields, own)
                ? Reading.Accepted.nothing("our own message")
                : Reading.Accepted.message(TwilioMessage.read(fields, request.receivedAt()));
    }
}
