package dev.switchboard.ingress.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.ingress.webhook.Answer;
import dev.switchboard.ingress.webhook.MalformedWebhookException;
import dev.switchboard.ingress.webhook.OwnNumbers;
import dev.switchboard.ingress.webhook.Reading;
import dev.switchboard.ingress.webhook.Route;
import dev.switchboard.ingress.webhook.Verdict;
import dev.switchboard.ingress.webhook.Verification;
import dev.switchboard.ingress.webhook.WebhookReader;
import dev.switchboard.ingress.webhook.WebhookRequest;
import java.util.List;
import java.util.Optional;

/** Verifies a Twilio webhook and tells a customer's message from a status of ours. */
final class TwilioReader implements WebhookReader {
    static final String SIGNATURE = "X-Twilio-Signature";

    /**
     * A text of 65,536 characters, which is WhatsApp's own limit, takes nine bytes for each when it
     * is escaped; all else that Twilio sends fits into the rest.
     */
    private static final int MAX_BODY_BYTES = 640 * 1024;

    private final TwilioSignature signature;
    private final PublicUrl publicUrl;
    private final OwnNumbers own;

    TwilioReader(TwilioSignature signature, PublicUrl publicUrl, OwnNumbers own) {
        this.signature = signature;
        this.publicUrl = publicUrl;
        this.own = own;
    }

    @Override
    public int maxBodyBytes() {
        return MAX_BODY_BYTES;
    }

    @Override
    public Verification verify(WebhookRequest request) {
        var signed = request.header(SIGNATURE);
        if (signed.isEmpty()) {
            return new Verification.Refused(Verdict.BAD_SIGNATURE, SIGNATURE + " is missing");
        }
        return request.isJson()
                ? verifyJson(request, signed.get())
                : verifyForm(request, signed.get());
    }

    @Override
    public Reading.Accepted read(WebhookRequest request) {
        var body = request.body().toString(UTF_8);
        var fields = request.isJson() ? TwilioFields.ofJson(body) : TwilioFields.ofForm(body);
        return read(fields, request);
    }

    /** The alias has always answered GET, to show that it is there. */
    @Override
    public Optional<Answer> greet(WebhookRequest request) {
        return request.path().startsWith(TwilioPaths.ALIAS) && request.route() == Route.TWILIO
                ? Optional.of(new Answer(Verdict.VERIFIED, "text/plain", "OK"))
                : Optional.empty();
    }

    private Verification verifyJson(WebhookRequest request, String signed) {
        return signature.signs(addresses(request), request.query(), request.body(), signed)
                ? new Verification.Genuine(() -> read(request))
                : wrong();
    }

    /** What is signed are the fields: a form that has none can be anybody's. */
    private Verification verifyForm(WebhookRequest request, String signed) {
        try {
            var fields = TwilioFields.ofForm(request.body().toString(UTF_8));
            return signature.signs(addresses(request), fields, signed)
                    ? new Verification.Genuine(() -> read(fields, request))
                    : wrong();
        } catch (MalformedWebhookException e) {
            return new Verification.Refused(Verdict.MALFORMED, e.reason());
        }
    }

    private List<String> addresses(WebhookRequest request) {
        var below = request.route() == Route.TWILIO_STATUS ? TwilioPaths.STATUS : "";
        return publicUrl.of(request.path(), below, request.query());
    }

    private static Verification wrong() {
        return new Verification.Refused(Verdict.BAD_SIGNATURE, SIGNATURE + " is wrong");
    }

    private Reading.Accepted read(TwilioFields fields, WebhookRequest request) {
        if (request.route() == Route.TWILIO_STATUS || TwilioStatus.isToldBy(fields)) {
            return TwilioStatus.read(fields, request.query(), request.receivedAt())
                    .map(Reading.Accepted::status)
                    .orElseGet(() -> Reading.Accepted.nothing("a status of no message of ours"));
        }
        var other = TwilioMessage.otherChannel(fields);
        if (other.isPresent()) {
            TwilioMessage.requireAddresses(fields);
            return Reading.Accepted.nothing("a message of another channel: " + cut(other.get()));
        }
        return TwilioMessage.isOurOwn(fields, own)
                ? Reading.Accepted.nothing("our own message")
                : Reading.Accepted.message(TwilioMessage.read(fields, request.receivedAt()));
    }

    private static String cut(String channel) {
        return channel.length() > 20 ? channel.substring(0, 20) + "…" : channel;
    }
}
