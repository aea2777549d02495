package dev.switchboard.channels.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.channels.webhook.MalformedWebhookException;
import dev.switchboard.channels.webhook.WebhookOutcome;
import dev.switchboard.channels.webhook.WebhookReader;
import dev.switchboard.channels.webhook.WebhookRequest;
import dev.switchboard.channels.webhook.WebhookResponse;
import dev.switchboard.channels.webhook.WebhookResult;
import dev.switchboard.channels.webhook.WebhookRoute;
import dev.switchboard.common.identity.BusinessNumbers;
import dev.switchboard.common.identity.Channel;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Verifies a Twilio webhook and parses it as a customer's message or a status of ours. */
@ApplicationScoped
public class TwilioReader implements WebhookReader {
    private static final String SIGNATURE = "X-Twilio-Signature";

    /** Suffix of a status callback's path after the webhook's own. */
    private static final String STATUS_SUFFIX = "/status";

    private static final String PATH = "/whatsapp";

    /** Path of earlier users. */
    private static final String ALIAS = "/api/whatsapp/webhook";

    private static final WebhookRoute MESSAGES = route("twilio", PATH, ALIAS);
    private static final WebhookRoute STATUSES =
            route("twilio-status", PATH + STATUS_SUFFIX, ALIAS + STATUS_SUFFIX);

    /**
     * Allows for a text of 65,536 characters, WhatsApp's own limit, of up to nine bytes each when
     * escaped; all other fields fit into the rest.
     */
    private static final int MAX_BODY_BYTES = 640 * 1024;

    private final TwilioSignature signature;
    private final Optional<PublicUrl> publicUrl;
    private final Optional<String> missingSetting;
    private final BusinessNumbers numbers;

    TwilioReader(TwilioWebhookSettings settings, BusinessNumbers numbers) {
        var tokens = settings.authToken().orElse(List.of());
        signature = new TwilioSignature(tokens);
        publicUrl = settings.webhookUrl().map(PublicUrl::new);
        missingSetting =
                Optional.of("TWILIO_AUTH_TOKEN")
                        .filter(_ -> tokens.isEmpty() || publicUrl.isEmpty());
        this.numbers = numbers;
    }

    private static WebhookRoute route(String label, String... paths) {
        // TwiML that sends nothing.
        var acknowledgement =
                new WebhookResponse(
                        WebhookOutcome.ACCEPTED,
                        "text/xml",
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>");
        return new WebhookRoute(
                label,
                List.of(paths),
                Set.of("application/x-www-form-urlencoded", "application/json"),
                acknowledgement);
    }

    @Override
    public Channel channel() {
        return Channel.TWILIO;
    }

    @Override
    public List<WebhookRoute> routes() {
        return List.of(MESSAGES, STATUSES);
    }

    @Override
    public Optional<String> missingSetting() {
        return missingSetting;
    }

    @Override
    public int maxBodyBytes() {
        return MAX_BODY_BYTES;
    }

    @Override
    public WebhookResult verifyAndParse(WebhookRequest request) {
        var signed = request.header(SIGNATURE);
        if (signed.isEmpty()) {
            return new WebhookResult.Rejected(
                    WebhookOutcome.BAD_SIGNATURE, SIGNATURE + " is missing");
        }
        return request.isJson()
                ? verifyJson(request, signed.get())
                : verifyForm(request, signed.get());
    }

    @Override
    public WebhookResult.Accepted parse(WebhookRequest request) {
        var body = request.body().toString(UTF_8);
        var fields = request.isJson() ? TwilioFields.ofJson(body) : TwilioFields.ofForm(body);
        return parse(fields, request);
    }

    /** Answers GET at the earlier users' path, which always did. */
    @Override
    public Optional<WebhookResponse> answerGet(WebhookRequest request) {
        return request.path().startsWith(ALIAS) && !isStatusRoute(request)
                ? Optional.of(new WebhookResponse(WebhookOutcome.VERIFIED, "text/plain", "OK"))
                : Optional.empty();
    }

    private WebhookResult verifyJson(WebhookRequest request, String signed) {
        return signature.signs(
                        addresses(request), request.query().orElse(""), request.body(), signed)
                ? WebhookResult.verified(() -> parse(request))
                : wrongSignature();
    }

    /** A form that cannot be decoded is not genuine: the signature covers the decoded fields. */
    private WebhookResult verifyForm(WebhookRequest request, String signed) {
        try {
            var fields = TwilioFields.ofForm(request.body().toString(UTF_8));
            return signature.signs(addresses(request), fields, signed)
                    ? WebhookResult.verified(() -> parse(fields, request))
                    : wrongSignature();
        } catch (MalformedWebhookException e) {
            return new WebhookResult.Rejected(WebhookOutcome.MALFORMED, e.reason());
        }
    }

    private List<String> addresses(WebhookRequest request) {
        var suffix = isStatusRoute(request) ? STATUS_SUFFIX : "";
        return publicUrl
                .map(url -> url.candidates(request.path(), suffix, request.query().orElse(null)))
                .orElse(List.of());
    }

    private static boolean isStatusRoute(WebhookRequest request) {
        return request.route().label().equals(STATUSES.label());
    }

    private static WebhookResult wrongSignature() {
        return new WebhookResult.Rejected(WebhookOutcome.BAD_SIGNATURE, SIGNATURE + " is wrong");
    }

    private WebhookResult.Accepted parse(TwilioFields fields, WebhookRequest request) {
        if (isStatusRoute(request) || TwilioStatusParser.isStatus(fields)) {
            return TwilioStatusParser.read(fields, request.query().orElse(""), request.receivedAt())
                    .map(WebhookResult.Accepted::status)
                    .orElseGet(
                            () -> WebhookResult.Accepted.nothing("a status of no message of ours"));
        }
        var other = TwilioMessageParser.otherChannel(fields);
        if (other.isPresent()) {
            TwilioMessageParser.requireAddresses(fields);
            return WebhookResult.Accepted.nothing(
                    "a message of another channel: " + cut(other.get()));
        }
        return TwilioMessageParser.isOurOwn(fields, numbers)
                ? WebhookResult.Accepted.nothing("our own message")
                : WebhookResult.Accepted.message(
                        TwilioMessageParser.read(fields, request.receivedAt()));
    }

    private static String cut(String channel) {
        return channel.length() > 20 ? channel.substring(0, 20) + "…" : channel;
    }
}
