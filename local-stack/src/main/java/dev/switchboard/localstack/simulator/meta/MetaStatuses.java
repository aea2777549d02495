package dev.switchboard.localstack.simulator.meta;

import dev.switchboard.localstack.simulator.phone.PhoneNumber;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Tells the business how its messages fare, at the app's webhook. */
final class MetaStatuses {
    private static final int UNDELIVERABLE = 131026;

    private final MetaParts parts;
    private final SignedBatch batches;

    MetaStatuses(MetaParts parts) {
        this.parts = parts;
        this.batches = new SignedBatch(parts.app());
    }

    void follow(String id, String phoneNumberId, GraphMessage message, Optional<PhoneNumber> to) {
        var recipient = to.map(PhoneNumber::digits).orElse(message.address());
        parts.callbacks()
                .schedule(status -> {
                    parts.phones().status(id, status);
                    tell(id, phoneNumberId, status, json(id, status, recipient, message));
                });
    }

    /** Some numbers are told of what they have sent themselves. */
    void echo(String id, String phoneNumberId, GraphMessage message, Optional<PhoneNumber> to) {
        var echo =
                new JsonObject()
                        .put("id", id)
                        .put("from", parts.app().displayNumber())
                        .put("to", to.map(PhoneNumber::digits).orElse(message.address()))
                        .put("timestamp", Long.toString(parts.clock().instant().getEpochSecond()))
                        .put("type", "text")
                        .put("text", new JsonObject().put("body", message.shown()));
        parts.callbacks()
                .scheduleEcho(() ->
                        parts.targets()
                                .of("meta")
                                .ifPresent(url ->
                                        parts.sender()
                                                .send(
                                                        batches.echo(url, id, phoneNumberId, echo),
                                                        parts.callbacks().metaRetries(),
                                                        _ -> {})));
    }

    private void tell(String id, String phoneNumberId, String status, JsonObject json) {
        var detail = new JsonObject().put("statuses", new JsonArray().add(json));
        parts.targets()
                .of("meta")
                .ifPresent(url ->
                        parts.sender()
                                .send(
                                        batches.to(url, status, id, phoneNumberId, detail),
                                        parts.callbacks().metaRetries(),
                                        _ -> {}));
    }

    private JsonObject json(String id, String status, String recipient, GraphMessage message) {
        var now = parts.clock().instant();
        var json =
                new JsonObject()
                        .put("id", id)
                        .put("status", status)
                        .put("timestamp", Long.toString(now.getEpochSecond()))
                        .put("recipient_id", recipient);
        message.callbackData().ifPresent(it -> json.put("biz_opaque_callback_data", it));
        if (status.equals("failed")) {
            return json.put("errors", new JsonArray().add(error()));
        }
        return status.equals("read")
                ? json
                : json.put("conversation", conversation(recipient, now)).put("pricing", pricing());
    }

    private JsonObject error() {
        var code = parts.callbacks().errorCode().orElse(UNDELIVERABLE);
        return new JsonObject()
                .put("code", code)
                .put("title", "Message undeliverable")
                .put("message", "Message undeliverable")
                .put("error_data", new JsonObject().put("details", "Message Undeliverable."))
                .put(
                        "href",
                        "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/");
    }

    private static JsonObject conversation(String recipient, Instant now) {
        var ends = now.plus(1, ChronoUnit.DAYS).getEpochSecond();
        return new JsonObject()
                .put("id", Integer.toHexString(recipient.hashCode()))
                .put("expiration_timestamp", Long.toString(ends))
                .put("origin", new JsonObject().put("type", "service"));
    }

    private static JsonObject pricing() {
        return new JsonObject()
                .put("billable", false)
                .put("pricing_model", "PMP")
                .put("category", "service")
                .put("type", "free_customer_service");
    }
}
