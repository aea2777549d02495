package dev.switchboard.system.webhook;

import dev.switchboard.simulator.meta.MetaApp;
import dev.switchboard.simulator.meta.SignedBatch;
import dev.switchboard.simulator.webhook.Webhook;
import dev.switchboard.system.world.CustomerPhone;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Meta's webhooks: batches of JSON. */
public final class MetaHooks implements ProviderHooks {
    /** Meta's code for a message that could not be delivered. */
    private static final int UNDELIVERABLE = 131_026;

    private final SignedBatch batches;
    private final URI url;
    private final String phoneNumberId;

    public MetaHooks(UnaryOperator<String> settings) {
        phoneNumberId = settings.apply("WHATSAPP_PHONE_NUMBER_ID");
        url = URI.create(settings.apply("META_WEBHOOK_URL"));
        batches =
                new SignedBatch(
                        new MetaApp(
                                settings.apply("WHATSAPP_ACCESS_TOKEN"),
                                phoneNumberId,
                                settings.apply("WHATSAPP_APP_SECRET"),
                                "15559990000"));
    }

    @Override
    public String newId(Random random) {
        var bytes = new byte[33];
        random.nextBytes(bytes);
        return "wamid.HBgL" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public Webhook message(CustomerPhone customer, String id, String text) {
        return signed("message", id, one("messages", messageJson(customer, id, text)));
    }

    @Override
    public Webhook status(
            String id, CustomerPhone customer, String state, @Nullable String callback) {
        var status = statusJson(id, customer, state);
        if (callback != null) {
            status.put("biz_opaque_callback_data", callback);
        }
        return signed(state, id, one("statuses", status));
    }

    JsonObject messageJson(CustomerPhone customer, String id, String text) {
        return new JsonObject()
                .put("id", id)
                .put("from", digits(customer))
                .put("timestamp", now())
                .put("type", "text")
                .put("text", new JsonObject().put("body", text));
    }

    JsonObject statusJson(String id, CustomerPhone customer, String state) {
        var status =
                new JsonObject()
                        .put("id", id)
                        .put("status", state)
                        .put("timestamp", now())
                        .put("recipient_id", digits(customer));
        return state.equals("failed")
                ? status.put(
                        "errors", new JsonArray().add(new JsonObject().put("code", UNDELIVERABLE)))
                : status;
    }

    Webhook signed(String kind, String id, JsonObject detail) {
        return batches.to(url, kind, id, phoneNumberId, detail);
    }

    static JsonObject one(String list, JsonObject item) {
        return new JsonObject().put(list, new JsonArray().add(item));
    }

    private static String digits(CustomerPhone customer) {
        return customer.number().substring(1);
    }

    private static String now() {
        return Long.toString(Instant.now().getEpochSecond());
    }
}
