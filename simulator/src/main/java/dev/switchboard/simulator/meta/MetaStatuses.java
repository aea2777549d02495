package dev.switchboard.simulator.meta;

import dev.switchboard.simulator.phone.SimulatedNumber;
import dev.switchboard.simulator.provider.SharedState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Posts the statuses of the business's messages to the app's webhook. */
final class MetaStatuses {
    private static final int UNDELIVERABLE = 131026;

    private final MetaApp app;
    private final SharedState shared;
    private final SignedBatch batches;

    MetaStatuses(MetaApp app, SharedState shared) {
        this.app = app;
        this.shared = shared;
        this.batches = new SignedBatch(app);
    }

    void schedule(String id, String phoneNumberId, GraphMessage message, SimulatedNumber to) {
        shared.callbacks()
                .schedule(status -> {
                    shared.phones().status(id, status);
                    post(id, phoneNumberId, status, json(id, status, to.digits(), message));
                });
    }

    /** Schedules the echo of a sent message, as for a number that receives its own. */
    void scheduleEcho(String id, String phoneNumberId, GraphMessage message, SimulatedNumber to) {
        var echo =
                new JsonObject()
                        .put("id", id)
                        .put("from", app.displayNumber())
                        .put("to", to.digits())
                        .put("timestamp", Long.toString(shared.clock().instant().getEpochSecond()))
                        .put("type", "text")
                        .put("text", new JsonObject().put("body", message.shown()));
        shared.callbacks()
                .scheduleEcho(() ->
                        shared.targets()
                                .of("meta")
                                .ifPresent(url ->
                                        shared.sender()
                                                .send(
                                                        batches.echo(url, id, phoneNumberId, echo),
                                                        shared.callbacks().metaRetries(),
                                                        _ -> {})));
    }

    private void post(String id, String phoneNumberId, String status, JsonObject json) {
        var detail = new JsonObject().put("statuses", new JsonArray().add(json));
        shared.targets()
                .of("meta")
                .ifPresent(url ->
                        shared.sender()
                                .send(
                                        batches.to(url, status, id, phoneNumberId, detail),
                                        shared.callbacks().metaRetries(),
                                        _ -> {}));
    }

    private JsonObject json(String id, String status, String recipient, GraphMessage message) {
        var now = shared.clock().instant();
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
        var code = shared.callbacks().errorCode().orElse(UNDELIVERABLE);
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
