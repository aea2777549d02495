package dev.switchboard.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.simulator.meta.MetaRequestSigner;
import dev.switchboard.simulator.twilio.FormWebhook;
import dev.switchboard.simulator.webhook.Webhook;
import dev.switchboard.system.webhook.WebhookPoster;
import dev.switchboard.system.world.World;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Posts the bodies of a file, one after the other, signed as the provider signs them. Meta's are in
 * a {@code .json} with lines of dashes between them, Twilio's fields in a {@code .form}. Names in
 * double braces stand for values that are new in each run.
 */
final class FieldWebhooks {
    private final World world;
    private final WebhookPoster poster = new WebhookPoster();

    FieldWebhooks(World world) {
        this.world = world;
    }

    /** Token that is only in the messages of one test's customer. */
    static String newToken() {
        return "t" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** Returns once each was accepted. */
    void post(String file, Map<String, String> values) {
        var filled = filled(read(file), values);
        for (var body : filled.split("\n----\n")) {
            var isForm = file.endsWith(".form");
            var webhook = isForm ? form(body) : json(body);
            var ingress = world.url(isForm ? "ingress" : "ingress-2");
            assertThat(poster.post(ingress, webhook).join()).as(file).isEqualTo(200);
        }
    }

    private String filled(String bodies, Map<String, String> values) {
        var now = Instant.now().getEpochSecond();
        var all = new HashMap<>(values);
        all.putIfAbsent("id", UUID.randomUUID().toString().replace("-", ""));
        all.put("now", Long.toString(now));
        all.put("earlier", Long.toString(now - 5));
        all.put("long", "x".repeat(65_500));
        all.put("phone_number_id", world.stack().env("WHATSAPP_PHONE_NUMBER_ID"));
        all.put("account", world.stack().env("TWILIO_ACCOUNT_SID"));
        all.put("business", world.stack().env("TWILIO_WHATSAPP_NUMBER"));
        var filled = bodies;
        for (var value : all.entrySet()) {
            filled = filled.replace("{{" + value.getKey() + "}}", value.getValue());
        }
        return filled.strip();
    }

    private Webhook json(String json) {
        var body = Buffer.buffer(json);
        var signature = new MetaRequestSigner(world.stack().env("WHATSAPP_APP_SECRET")).sign(body);
        var headers = Map.of("Content-Type", "application/json", "X-Hub-Signature-256", signature);
        var url = URI.create(world.stack().env("META_WEBHOOK_URL"));
        return new Webhook("meta", "message", "", url, headers, body);
    }

    private Webhook form(String lines) {
        var form = MultiMap.caseInsensitiveMultiMap();
        lines.lines()
                .map(line -> line.split("=", 2))
                .forEach(field -> form.add(field[0], field[1]));
        var url = URI.create(world.stack().env("TWILIO_WEBHOOK_URL"));
        return new FormWebhook(world.stack().env("TWILIO_AUTH_TOKEN"))
                .to(url, "message", form.get("MessageSid"), form);
    }

    private static String read(String file) {
        try (var bytes = FieldWebhooks.class.getResourceAsStream("/cases/" + file)) {
            return new String(Objects.requireNonNull(bytes, file).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
