package dev.switchboard.simulator.meta;

import dev.switchboard.simulator.webhook.Webhook;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;

/** Builds signed webhooks of the WhatsApp Business Account. */
public final class SignedBatch {
    private static final String BUSINESS_ACCOUNT = "102290129340398";

    private final MetaRequestSigner signature;
    private final MetaApp app;

    public SignedBatch(MetaApp app) {
        this.app = app;
        this.signature = new MetaRequestSigner(app.appSecret());
    }

    /**
     * @param detail the fields beside the metadata: contacts, messages, statuses
     */
    public Webhook to(URI url, String kind, String id, String phoneNumberId, JsonObject detail) {
        return to(url, "messages", kind, id, phoneNumberId, detail);
    }

    /** Echo of a message from the business's own phone or from its use of the API. */
    Webhook echo(URI url, String id, String phoneNumberId, JsonObject message) {
        var detail = new JsonObject().put("message_echoes", new JsonArray().add(message));
        return to(url, "smb_message_echoes", "echo", id, phoneNumberId, detail);
    }

    private Webhook to(
            URI url,
            String field,
            String kind,
            String id,
            String phoneNumberId,
            JsonObject detail) {
        var value =
                new JsonObject()
                        .put("messaging_product", "whatsapp")
                        .put("metadata", metadata(phoneNumberId))
                        .mergeIn(detail);
        var change = new JsonObject().put("value", value).put("field", field);
        var entry =
                new JsonObject()
                        .put("id", BUSINESS_ACCOUNT)
                        .put("changes", new JsonArray().add(change));
        var body =
                Buffer.buffer(
                        ascii(
                                new JsonObject()
                                        .put("object", "whatsapp_business_account")
                                        .put("entry", new JsonArray().add(entry))
                                        .encode()));
        var headers =
                Map.of(
                        "Content-Type", "application/json",
                        "User-Agent", "facebookexternalua",
                        "X-Hub-Signature-256", signature.sign(body));
        return new Webhook("meta", kind, id, url, headers, body);
    }

    private JsonObject metadata(String phoneNumberId) {
        var ours = phoneNumberId.equals(app.phoneNumberId());
        return new JsonObject()
                .put("display_phone_number", ours ? app.displayNumber() : phoneNumberId)
                .put("phone_number_id", phoneNumberId);
    }

    /** Escapes everything beyond ASCII, as in the bodies that Meta signs. */
    static String ascii(String json) {
        var text = new StringBuilder(json.length());
        json.chars()
                .forEach(c -> {
                    if (c < 128) {
                        text.append((char) c);
                    } else {
                        text.append("\\u%04x".formatted(c));
                    }
                });
        return text.toString();
    }
}
