package dev.switchboard.ingress.webhook;

import dev.switchboard.channels.webhook.WebhookReader;
import dev.switchboard.channels.webhook.WebhookRequest;
import dev.switchboard.chassis.start.SampleEvents;
import dev.switchboard.chassis.start.WarmUp;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.wire.EventCodec;
import io.quarkus.arc.All;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Verifies and parses the sample of a channel's webhooks, where there is one beside its reader, and
 * encodes messages.
 */
@Singleton
public class WebhookWarmUp implements WarmUp {
    private static final String SAMPLE = "sample-webhook.txt";
    private static final String FORM = "application/x-www-form-urlencoded";

    /** Wrong ones: a signature's verification costs the same, and needs no secret here. */
    private static final Map<String, String> SIGNATURES =
            Map.of(
                    "X-Twilio-Signature",
                    "c2lnbmF0dXJlIG9mIHR3aWxpbw==",
                    "X-Hub-Signature-256",
                    "sha256=" + "0".repeat(64));

    private final List<WebhookReader> readers;

    WebhookWarmUp(@All List<WebhookReader> readers) {
        this.readers = readers;
    }

    @Override
    public void run() {
        for (var reader : readers) {
            if (reader.missingSetting().isEmpty() && hasSample(reader)) {
                var request = sample(reader);
                var _ = reader.verifyAndParse(request);
                var _ = reader.parse(request);
            }
        }
        for (var message : SampleEvents.turn().messages()) {
            EventCodec.decode(MessageReceived.class, EventCodec.encode(message));
        }
    }

    private static boolean hasSample(WebhookReader reader) {
        return reader.getClass().getResource(SAMPLE) != null;
    }

    private static WebhookRequest sample(WebhookReader reader) {
        var route = reader.routes().getFirst();
        var headers = MultiMap.caseInsensitiveMultiMap().addAll(SIGNATURES);
        headers.set("Content-Type", route.mediaTypes().contains(FORM) ? FORM : "application/json");
        return new WebhookRequest(
                route,
                "POST",
                route.paths().getFirst(),
                Optional.empty(),
                headers,
                Buffer.buffer(SampleEvents.file(reader.getClass(), SAMPLE)),
                Instant.EPOCH);
    }
}
