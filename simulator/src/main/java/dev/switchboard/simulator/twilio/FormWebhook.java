package dev.switchboard.simulator.twilio;

import dev.switchboard.simulator.webhook.Webhook;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Builds signed form requests. */
public final class FormWebhook {
    private final TwilioRequestSigner signature;

    public FormWebhook(String authToken) {
        signature = new TwilioRequestSigner(authToken);
    }

    /** A form posted to the URL, whose fragment is left off. */
    public Webhook to(URI url, String kind, String sid, MultiMap form) {
        var headers =
                Map.of(
                        "Content-Type",
                        "application/x-www-form-urlencoded; charset=UTF-8",
                        "User-Agent",
                        "TwilioProxy/1.1",
                        "I-Twilio-Idempotency-Token",
                        UUID.randomUUID().toString(),
                        "X-Twilio-Signature",
                        signature.sign(url, form));
        var target = URI.create(TwilioRequestSigner.withoutFragment(url));
        return new Webhook("twilio", kind, sid, target, headers, Buffer.buffer(encoded(form)));
    }

    private static String encoded(MultiMap form) {
        return form.entries().stream()
                .map(each -> escaped(each.getKey()) + "=" + escaped(each.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
