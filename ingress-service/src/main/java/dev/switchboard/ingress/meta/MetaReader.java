package dev.switchboard.ingress.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.common.wire.Json;
import dev.switchboard.ingress.webhook.MalformedWebhookException;
import dev.switchboard.ingress.webhook.ReadResult;
import dev.switchboard.ingress.webhook.Verification;
import dev.switchboard.ingress.webhook.WebhookOutcome;
import dev.switchboard.ingress.webhook.WebhookReader;
import dev.switchboard.ingress.webhook.WebhookRequest;
import dev.switchboard.ingress.webhook.WebhookResponse;
import java.io.IOException;
import java.util.Optional;

/** Verifies a Meta webhook, over its original bytes, and parses its batch. */
final class MetaReader implements WebhookReader {
    static final String SIGNATURE = "X-Hub-Signature-256";

    /** A batch has up to 1,000 updates in up to 3 MB. */
    private static final int MAX_BODY_BYTES = 3 * 1024 * 1024;

    private final MetaSignature signature;
    private final MetaVerification verification;

    MetaReader(MetaSignature signature, MetaVerification verification) {
        this.signature = signature;
        this.verification = verification;
    }

    @Override
    public int maxBodyBytes() {
        return MAX_BODY_BYTES;
    }

    @Override
    public Verification verify(WebhookRequest request) {
        var signed = request.header(SIGNATURE);
        if (signed.isEmpty() || !signature.signs(request.body(), signed.get())) {
            var problem = signed.isEmpty() ? " is missing" : " is wrong";
            return new Verification.Refused(WebhookOutcome.BAD_SIGNATURE, SIGNATURE + problem);
        }
        return new Verification.Genuine(() -> read(request));
    }

    @Override
    public ReadResult.Accepted read(WebhookRequest request) {
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
        return Optional.of(verification.answer(request.query()));
    }
}
