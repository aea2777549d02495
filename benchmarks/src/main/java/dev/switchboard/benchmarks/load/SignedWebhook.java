package dev.switchboard.benchmarks.load;

import dev.switchboard.simulator.twilio.TwilioRequestSigner;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A Twilio webhook with a customer's text message, as Twilio posts it. */
public record SignedWebhook(String customer, Buffer body, String signature) {

    /**
     * @param settings the product's settings by their names
     */
    public static SignedWebhook from(String customer, String text, UnaryOperator<String> settings) {
        var sid = "SM" + HexFormat.of().formatHex(randomBytes());
        var number = settings.apply("TWILIO_WHATSAPP_NUMBER");
        var form =
                MultiMap.caseInsensitiveMultiMap()
                        .addAll(
                                Map.of(
                                        "MessageSid",
                                        sid,
                                        "SmsMessageSid",
                                        sid,
                                        "SmsSid",
                                        sid,
                                        "SmsStatus",
                                        "received",
                                        "AccountSid",
                                        settings.apply("TWILIO_ACCOUNT_SID"),
                                        "From",
                                        "whatsapp:" + customer,
                                        "To",
                                        number.startsWith("whatsapp:")
                                                ? number
                                                : "whatsapp:" + number,
                                        "Body",
                                        text,
                                        "NumMedia",
                                        "0",
                                        "ProfileName",
                                        "Ana"))
                        .addAll(
                                Map.of(
                                        "WaId", customer.substring(1),
                                        "MessageType", "text",
                                        "NumSegments", "1",
                                        "ApiVersion", "2010-04-01"));
        var url = URI.create(settings.apply("TWILIO_WEBHOOK_URL"));
        var signature =
                new TwilioRequestSigner(settings.apply("TWILIO_AUTH_TOKEN")).sign(url, form);
        return new SignedWebhook(customer, encoded(form), signature);
    }

    private static Buffer encoded(MultiMap form) {
        return Buffer.buffer(
                form.entries().stream()
                        .map(field ->
                                field.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
    }

    private static byte[] randomBytes() {
        var bytes = new byte[16];
        ThreadLocalRandom.current().nextBytes(bytes);
        return bytes;
    }
}
