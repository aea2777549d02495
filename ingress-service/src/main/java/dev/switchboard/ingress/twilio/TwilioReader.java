package dev.switchboard.ingress.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.ingress.webhook.MalformedWebhookException;
import dev.switchboard.ingress.webhook.OwnNumbers;
import dev.switchboard.ingress.webhook.ReadResult;
import dev.switchboard.ingress.webhook.Verification;
import dev.switchboard.ingress.webhook.WebhookOutcome;
import dev.switchboard.ingress.webhook.WebhookReader;
import dev.switchboard.ingress.webhook.WebhookRequest;
import dev.switchboard.ingress.webhook.WebhookResponse;
import dev.switchboard.ingress.webhook.WebhookRoute;
import java.util.List;
import java.util.Optional;

/** Verifies a Twilio webhook and parses it as a customer's message or a status of ours. */
final class TwilioReader implements WebhookReader {
    static final String SIGNATURE = "X-Twilio-Signature";

    /**
     * Allows for a text of 65,536 characters, WhatsApp's own limit, of up to nine bytes each when
     * escaped; all other fields fit into the rest.
     */
    private static final int MAX_BODY_BYTES = 640 * 1024;

    private final TwilioSignature signature;
    private final PublicUrl publicUrl;
    private final OwnNumbers ownNumbers;

    TwilioReader(TwilioSignature signature, PublicUrl publicUrl, OwnNumbers ownNumbers) {
        this.signature = signature;
        this.publicUrl = publicUrl;
        this.ownNumbers = ownNumbers;
    }

    @Override
    public int maxBodyBytes() {
        return MAX_BODY_BYTES;
    }

    @Override
    public Verification verify(WebhookRequest request) {
        var signed = request.header(SIGNATURE);
        if (signed.isEmpty()) {
            return new Verification.Refused(
                    WebhookOutcome.BAD_SIGNATURE, SIGNATURE + " is missing");
        }
        return request.isJson()
                ? verifyJson(request, signed.get())
                : verifyForm(request, signed.get());
    }

    @Override
    public ReadResult.Accepted read(WebhookRequest request) {
        var body = request.body().toString(UTF_8);
        var fields = request.isJson() ? TwilioFields.ofJson(body) : TwilioFields.ofForm(body);
        return read(fields, request);
    }

    /** Answers GET at the earlier users' path, which always did. */
    @Override
    public Optional<WebhookResponse> answerGet(WebhookRequest request) {
        return request.path().startsWith(TwilioPaths.ALIAS)
                        && request.route() == WebhookRoute.TWILIO
                ? Optional.of(new WebhookResponse(WebhookOutcome.VERIFIED, "text/plain", "OK"))
                : Optional.empty();
    }

    private Verification verifyJson(WebhookRequest request, String signed) {
        return signature.signs(addresses(request), request.query(), request.body(), signed)
                ? new Verification.Genuine(() -> read(request))
                : wrongSignature();
    }

    /** A form that cannot be decoded is not genuine: the signature covers the decoded fields. */
    private Verification verifyForm(WebhookRequest request, String signed) {
        try {
            var fields = TwilioFields.ofForm(request.body().toString(UTF_8));
            return signature.signs(addresses(request), fields, signed)
                    ? new Verification.Genuine(() -> read(fields, request))
                    : wrongSignature();
        } catch (MalformedWebhookException e) {
            return new Verification.Refused(WebhookOutcome.MALFORMED, e.reason());
        }
    }

    private List<String> addresses(WebhookRequest request) {
        var suffix = request.route() == WebhookRoute.TWILIO_STATUS ? TwilioPaths.STATUS : "";
        return publicUrl.candidates(request.path(), suffix, request.query());
    }

    private static Verification wrongSignature() {
        return new Verification.Refused(WebhookOutcome.BAD_SIGNATURE, SIGNATURE + " is wrong");
    }

    private ReadResult.Accepted read(TwilioFields fields, WebhookRequest request) {
        if (request.route() == WebhookRoute.TWILIO_STATUS || TwilioStatusParser.isStatus(fields)) {
            return TwilioStatusParser.read(fields, request.query(), request.receivedAt())
                    .map(ReadResult.Accepted::status)
                    .orElseGet(() -> ReadResult.Accepted.nothing("a status of no message of ours"));
        }
        var other = TwilioMessageParser.otherChannel(fields);
        if (other.isPresent()) {
            TwilioMessageParser.requireAddresses(fields);
            return ReadResult.Accepted.nothing("a message of another channel: " + cut(other.get()));
        }
        return TwilioMessageParser.isOurOwn(fields, ownNumbers)
                ? ReadResult.Accepted.nothing("our own message")
                : ReadResult.Accepted.message(
                        TwilioMessageParser.read(fields, request.receivedAt()));
    }

    private static String cut(String channel) {
        return channel.length() > 20 ? channel.substring(0, 20) + "…" : channel;
    }
}
