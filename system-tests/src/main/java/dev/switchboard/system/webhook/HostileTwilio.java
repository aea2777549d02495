package dev.switchboard.system.webhook;

import dev.switchboard.common.identity.Channel;
import dev.switchboard.simulator.twilio.FormWebhook;
import dev.switchboard.simulator.twilio.TwilioRequestSigner;
import dev.switchboard.simulator.webhook.Webhook;
import dev.switchboard.system.world.CustomerPhone;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Requests at Twilio's webhooks that Twilio would never send. */
final class HostileTwilio {
    private static final String PATH = "/whatsapp";
    private static final List<String> PATHS =
            List.of(PATH, "/whatsapp/", "/api/whatsapp/webhook/", "/whatsapp/status");
    private static final String SIGNATURE = "X-Twilio-Signature";
    private static final List<String> METHODS = List.of("GET", "PUT", "DELETE", "PATCH", "OPTIONS");
    private static final CustomerPhone NOBODY =
            new CustomerPhone("nobody", "+15550000000", Channel.TWILIO);

    private final Garbage garbage;
    private final TwilioHooks hooks;
    private final URI url;
    private final FormWebhook forms;
    private final FormWebhook othersForms = new FormWebhook("somebody-else");
    private final TwilioRequestSigner signature;
    private final List<Supplier<HostileWebhook>> kinds;

    HostileTwilio(Garbage garbage, UnaryOperator<String> settings) {
        this.garbage = garbage;
        hooks = new TwilioHooks(settings);
        url = URI.create(settings.apply("TWILIO_WEBHOOK_URL"));
        forms = new FormWebhook(settings.apply("TWILIO_AUTH_TOKEN"));
        signature = new TwilioRequestSigner(settings.apply("TWILIO_AUTH_TOKEN"));
        kinds =
                List.of(
                        this::unsigned,
                        this::madeUpSignature,
                        this::signatureOfAnotherForm,
                        this::signatureOfSomebodyElse,
                        this::signatureOfAnotherAddress,
                        this::oddQuery,
                        this::garbageForm,
                        this::brokenEscape,
                        this::tooManyFields,
                        this::tooManyValues,
                        this::endlessName,
                        this::messageWithoutField,
                        this::statusWithoutField,
                        this::brokenJson,
                        this::jsonWithoutHash,
                        this::wrongType,
                        this::wrongMethod);
    }

    HostileWebhook next() {
        return garbage.oneOf(kinds).get();
    }

    HostileWebhook tooLarge() {
        var body = garbage.tooLarge("Body=");
        var webhook = HostileWebhook.post("twilio too large", PATH, form(), body, 413);
        return garbage.random().nextBoolean() ? webhook : webhook.withoutContentLength();
    }

    HostileWebhook large() {
        var body = garbage.large("Body=");
        return HostileWebhook.post("twilio large", PATH, form(), body, 413);
    }

    private HostileWebhook unsigned() {
        var path = garbage.oneOf(PATHS);
        return HostileWebhook.post("twilio unsigned", path, form(), genuine().body(), 403);
    }

    private HostileWebhook madeUpSignature() {
        var made = garbage.word(27) + "=";
        return unsigned().with(SIGNATURE, garbage.oneOf(List.of(made, "=", "x", made)));
    }

    private HostileWebhook signatureOfAnotherForm() {
        return post("twilio other form", genuine().headers(), genuine().body(), 403);
    }

    private HostileWebhook signatureOfSomebodyElse() {
        return post("twilio foreign signature", othersForms.to(url, "", "", genuineForm()), 403);
    }

    private HostileWebhook signatureOfAnotherAddress() {
        var elsewhere = URI.create("https://" + garbage.word(8) + ".example/whatsapp");
        return post("twilio other address", forms.to(elsewhere, "", "", genuineForm()), 403);
    }

    private HostileWebhook oddQuery() {
        var query =
                garbage.oneOf(
                        List.of(
                                "?%25zz",
                                "?part=" + garbage.word(40), "?a=%00", "?=&&=%F0%9F", "?"));
        var webhook = genuine();
        return HostileWebhook.post(
                "twilio odd query",
                "/whatsapp/status" + query,
                webhook.headers(),
                webhook.body(),
                403);
    }

    private HostileWebhook garbageForm() {
        return post("twilio garbage", form(), garbage.bytes(4_000), 403, 400)
                .with(SIGNATURE, garbage.word(27) + "=");
    }

    /** A form of which nobody can tell what was signed. */
    private HostileWebhook brokenEscape() {
        var body =
                genuine()
                        .body()
                        .copy()
                        .appendString("&Body=%" + garbage.oneOf(List.of("", "z", "4", "%%")));
        return post("twilio broken escape", genuine().headers(), body, 400);
    }

    private HostileWebhook tooManyFields() {
        var form = genuineForm();
        for (var field = 0; field < 1_001; field++) {
            form.add("Field" + field, "x");
        }
        return post("twilio too many fields", forms.to(url, "", "", form), 400);
    }

    /** One name, many values: the signed text is sorted by value. */
    private HostileWebhook tooManyValues() {
        var body = Buffer.buffer("a=xxxxx&".repeat(garbage.oneOf(List.of(1_001, 50_000, 389_000))));
        return post("twilio too many values", form(), body, 400, 413)
                .with(SIGNATURE, garbage.word(27) + "=");
    }

    private HostileWebhook endlessName() {
        var name = "n".repeat(garbage.oneOf(List.of(1_000, 600_000, 3_000_000)));
        return post("twilio endless name", form(), Buffer.buffer(name + "=%zz"), 400, 413)
                .with(SIGNATURE, garbage.word(27) + "=");
    }

    private HostileWebhook messageWithoutField() {
        var form = genuineForm();
        var field = garbage.oneOf(List.of("MessageSid", "From", "To"));
        form.remove(field);
        if (garbage.random().nextBoolean()) {
            form.add(field, "  ");
        }
        return post("twilio message without field", forms.to(url, "", "", form), 400);
    }

    private HostileWebhook statusWithoutField() {
        var form = MultiMap.caseInsensitiveMultiMap().add("MessageStatus", "delivered");
        return post("twilio status without field", forms.to(url, "", "", form), 400);
    }

    private HostileWebhook brokenJson() {
        var body =
                Garbage.utf8(
                        garbage.oneOf(
                                List.of(
                                        garbage.deepJson(),
                                        "",
                                        "[]",
                                        "{\"MessageSid\":\"" + garbage.word(30),
                                        "{\"MessageSid\":" + "1".repeat(5_000) + "}",
                                        "{\"From\":\"" + garbage.word(9) + "\"}")));
        var query = "?bodySHA256=" + sha256(body);
        var signed = signature.sign(URI.create(url + query), MultiMap.caseInsensitiveMultiMap());
        return HostileWebhook.post("twilio broken json", PATH + query, json(), body, 400)
                .with(SIGNATURE, signed);
    }

    private HostileWebhook jsonWithoutHash() {
        var signed = signature.sign(url, MultiMap.caseInsensitiveMultiMap());
        return post("twilio json without hash", json(), Garbage.utf8("{}"), 403)
                .with(SIGNATURE, signed);
    }

    private HostileWebhook wrongType() {
        var webhook = genuine();
        return post("twilio wrong type", webhook.headers(), webhook.body(), 415)
                .with("Content-Type", garbage.wrongType());
    }

    private HostileWebhook wrongMethod() {
        return post("twilio wrong method", genuine(), 405).by(garbage.oneOf(METHODS));
    }

    private static HostileWebhook post(String kind, Webhook webhook, Integer... expectedStatuses) {
        return post(kind, webhook.headers(), webhook.body(), expectedStatuses);
    }

    private static HostileWebhook post(
            String kind, Map<String, String> headers, Buffer body, Integer... expectedStatuses) {
        return HostileWebhook.post(kind, PATH, headers, body, expectedStatuses);
    }

    private Webhook genuine() {
        return forms.to(url, "", "", genuineForm());
    }

    private MultiMap genuineForm() {
        var id = hooks.newId(garbage.random());
        return hooks.messageForm(NOBODY, id, garbage.word(200));
    }

    private static String sha256(Buffer body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes());
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Map<String, String> form() {
        return Map.of("Content-Type", "application/x-www-form-urlencoded");
    }

    private static Map<String, String> json() {
        return Map.of("Content-Type", "application/json");
    }
}
