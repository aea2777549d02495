package dev.switchboard.channels.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.channels.webhook.MalformedWebhookException;
import dev.switchboard.channels.webhook.WebhookOutcome;
import dev.switchboard.channels.webhook.WebhookReader;
import dev.switchboard.channels.webhook.WebhookRequest;
import dev.switchboard.channels.webhook.WebhookResponse;
import dev.switchboard.channels.webhook.WebhookResult;
import dev.switchboard.channels.webhook.WebhookRoute;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.wire.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Verifies a Meta webhook, over its original bytes, and parses its batch. */
@ApplicationScoped
public class MetaReader implements WebhookReader {
    private static final String SIGNATURE = "X-Hub-Signature-256";

    private static final WebhookRoute ROUTE =
            new WebhookRoute(
                    "meta",
                    List.of("/webhook"),
                    Set.of("application/json"),
                    new WebhookResponse(
                            WebhookOutcome.ACCEPTED,
                            "application/json",
                            "{\"status\":\"received\"}"));

    /** A batch has up to 1,000 updates in up to 3 MB. */
    private static final int MAX_BODY_BYTES = 3 * 1024 * 1024;

    private final MetaSignature signature;
    private final MetaVerification verification;
    private final Optional<String> missingSetting;

    MetaReader(MetaWebhookSettings settings) {
        var secrets = settings.appSecret().orElse(List.of());
        var token = settings.verifyToken();
        signature = new MetaSignature(secrets);
        verification = new MetaVerification(token.orElse(""));
        missingSetting =
                Optional.of("WHATSAPP_APP_SECRET")
                        .filter(_ -> secrets.isEmpty() || token.isEmpty());
    }

    @Override
    public Channel channel() {
        return Channel.META;
    }

    @Override
    public List<WebhookRoute> routes() {
        return List.of(ROUTE);
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
        if (signed.isEmpty() || !signature.signs(request.body(), signed.get())) {
            var problem = signed.isEmpty() ? " is missing" : " is wrong";
            return new WebhookResult.Rejected(WebhookOutcome.BAD_SIGNATURE, SIGNATURE + problem);
        }
        return WebhookResult.verified(() -> parse(request));
    }

    @Override
    public WebhookResult.Accepted parse(WebhookRequest request) {
        return new MetaBatch(request.receivedAt()).read(json(request));
    }

    private static JsonNode json(WebhookRequest request) {
        try {
            return Json.mapper().readTree(request.body().getBytes());
        } catch (IOException e) {
            throw new MalformedWebhookException("the body is no JSON");
        }
    }

    @Override
    public Optional<WebhookResponse> answerGet(WebhookRequest request) {
        return Optional.of(verification.answer(request.query().orElse("")));
    }
}
