package dev.switchboard.system.webhook;

import dev.switchboard.common.identity.Channel;
import dev.switchboard.simulator.meta.MetaRequestSigner;
import dev.switchboard.system.world.CustomerPhone;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Requests at Meta's webhook that Meta would never send. */
final class HostileMeta {
    private static final String PATH = "/webhook";
    private static final String SIGNATURE = "X-Hub-Signature-256";
    private static final List<String> METHODS = List.of("PUT", "DELETE", "PATCH", "OPTIONS");
    private static final CustomerPhone NOBODY =
            new CustomerPhone("nobody", "+15550000000", Channel.META);

    private final Garbage garbage;
    private final MetaHooks hooks;
    private final MetaRequestSigner signature;
    private final MetaRequestSigner othersSignature = new MetaRequestSigner("somebody-else");
    private final List<Supplier<HostileWebhook>> kinds;

    HostileMeta(Garbage garbage, UnaryOperator<String> settings) {
        this.garbage = garbage;
        hooks = new MetaHooks(settings);
        signature = new MetaRequestSigner(settings.apply("WHATSAPP_APP_SECRET"));
        kinds =
                List.of(
                        this::unsigned,
                        this::madeUpSignature,
                        this::signatureOfAnotherBody,
                        this::signatureOfSomebodyElse,
                        this::oldSignature,
                        this::garbageUnsigned,
                        this::garbageSigned,
                        this::cutJson,
                        this::deepJson,
                        this::longNumber,
                        this::noObject,
                        this::messageWithoutField,
                        this::messageOfNoNumber,
                        this::statusWithoutField,
                        this::wrongType,
                        this::wrongMethod,
                        this::wrongToken);
    }

    HostileWebhook next() {
        return garbage.oneOf(kinds).get();
    }

    HostileWebhook tooLarge() {
        var body = garbage.tooLarge("{\"entry\":\"");
        var webhook = signed("meta too large", body, 413);
        return garbage.random().nextBoolean() ? webhook : webhook.withoutContentLength();
    }

    HostileWebhook large() {
        var body = garbage.large("{\"entry\":\"");
        return HostileWebhook.post("meta large", PATH, json(), body, 403, 503);
    }

    private HostileWebhook unsigned() {
        return HostileWebhook.post("meta unsigned", PATH, json(), genuine(), 403);
    }

    private HostileWebhook madeUpSignature() {
        var made = "sha256=" + garbage.word(64);
        return unsigned().with(SIGNATURE, garbage.oneOf(List.of(made, "sha256=", "=", "x", made)));
    }

    private HostileWebhook signatureOfAnotherBody() {
        return unsigned().with(SIGNATURE, signature.sign(genuine()));
    }

    private HostileWebhook signatureOfSomebodyElse() {
        var body = genuine();
        return HostileWebhook.post("meta foreign signature", PATH, json(), body, 403)
                .with(SIGNATURE, othersSignature.sign(body));
    }

    /** The correct signature in the header that Meta used before. */
    private HostileWebhook oldSignature() {
        var body = genuine();
        return HostileWebhook.post("meta old signature", PATH, json(), body, 403)
                .with("X-Hub-Signature", signature.sign(body));
    }

    private HostileWebhook garbageUnsigned() {
        return HostileWebhook.post("meta garbage", PATH, json(), garbage.bytes(4_000), 403)
                .with(SIGNATURE, "sha256=" + garbage.word(64));
    }

    private HostileWebhook garbageSigned() {
        var body = Buffer.buffer().appendByte((byte) 0xFF).appendBuffer(garbage.bytes(4_000));
        return signed("meta garbage, signed", body, 400);
    }

    private HostileWebhook cutJson() {
        return signed("meta cut", Garbage.utf8(garbage.cut(genuine().toString())), 400);
    }

    private HostileWebhook deepJson() {
        return signed("meta deep", Garbage.utf8(garbage.deepJson()), 400);
    }

    private HostileWebhook longNumber() {
        var body = "{\"entry\":[" + "9".repeat(2_000 + garbage.random().nextInt(10_000)) + "]}";
        return signed("meta long number", Garbage.utf8(body), 400);
    }

    private HostileWebhook noObject() {
        var body = garbage.oneOf(List.of("", " ", "null", "[]", "7", "\"entry\"", "true", "[{}]"));
        return signed("meta no object", Garbage.utf8(body), 400);
    }

    private HostileWebhook messageWithoutField() {
        var message = hooks.messageJson(NOBODY, hooks.newId(garbage.random()), garbage.word(50));
        message.remove(garbage.oneOf(List.of("id", "from")));
        return signed("meta message without field", batch(MetaHooks.one("messages", message)), 200);
    }

    private HostileWebhook messageOfNoNumber() {
        var message = hooks.messageJson(NOBODY, hooks.newId(garbage.random()), garbage.word(50));
        var change = new JsonObject().put("value", MetaHooks.one("messages", message));
        var entry = new JsonObject().put("changes", new JsonArray().add(change));
        var body = new JsonObject().put("entry", new JsonArray().add(entry));
        return signed("meta message of no number", Garbage.utf8(body.encode()), 200);
    }

    private HostileWebhook statusWithoutField() {
        var status = hooks.statusJson(hooks.newId(garbage.random()), NOBODY, "delivered");
        status.remove(garbage.oneOf(List.of("id", "status")));
        return signed("meta status without field", batch(MetaHooks.one("statuses", status)), 200);
    }

    private HostileWebhook wrongType() {
        var body = genuine();
        return HostileWebhook.post("meta wrong type", PATH, json(), body, 415)
                .with("Content-Type", garbage.wrongType())
                .with(SIGNATURE, signature.sign(body));
    }

    private HostileWebhook wrongMethod() {
        return signed("meta wrong method", genuine(), 405).by(garbage.oneOf(METHODS));
    }

    private HostileWebhook wrongToken() {
        var query =
                garbage.oneOf(
                        List.of(
                                "",
                                "?hub.mode=subscribe",
                                "?hub.mode=subscribe&hub.verify_token=" + garbage.word(20),
                                "?hub.verify_token=%00%ff&hub.challenge=" + garbage.word(9)));
        return HostileWebhook.post("meta wrong token", PATH + query, Map.of(), Buffer.buffer(), 403)
                .by("GET");
    }

    private HostileWebhook signed(String kind, Buffer body, Integer expectedStatus) {
        return HostileWebhook.post(kind, PATH, json(), body, expectedStatus)
                .with(SIGNATURE, signature.sign(body));
    }

    private Buffer genuine() {
        var id = hooks.newId(garbage.random());
        return hooks.message(NOBODY, id, garbage.word(200)).body();
    }

    private Buffer batch(JsonObject detail) {
        return hooks.signed("hostile", "", detail).body();
    }

    private static Map<String, String> json() {
        return Map.of("Content-Type", "application/json");
    }
}
