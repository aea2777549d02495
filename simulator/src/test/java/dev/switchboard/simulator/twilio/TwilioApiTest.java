package dev.switchboard.simulator.twilio;

import static dev.switchboard.simulator.Wire.ACCOUNT;
import static dev.switchboard.simulator.Wire.MESSAGES;
import static dev.switchboard.simulator.Wire.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.simulator.SimulatorCase;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwilioApiTest extends SimulatorCase {
    private static final String FROM = "whatsapp:+14155238886";
    private static final String TO = "whatsapp:" + PHONE;

    @Test
    void messageIsAcceptedAndShownOnThePhone() {
        // When
        var answer =
                wire.twilio(MESSAGES + ".json", "To", TO, "From", FROM, "Body", "Good morning");

        // Then
        var message = new JsonObject(answer.body());
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(message.getString("sid")).matches("SM[0-9a-f]{32}");
        assertThat(message.getString("status")).isEqualTo("queued");
        assertThat(message.getString("direction")).isEqualTo("outbound-api");
        var shown = wire.list("/sim/phones/" + PHONE + "/messages").getJsonObject(0);
        assertThat(shown.getString("text")).isEqualTo("Good morning");
        assertThat(shown.getString("direction")).isEqualTo("in");
        var send = wire.list("/sim/sends").getJsonObject(0);
        assertThat(send.getString("outcome")).isEqualTo("accepted");
        assertThat(send.getString("to")).isEqualTo(PHONE);
        assertThat(send.getString("startedAt")).isLessThan(send.getString("answeredAt"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', whatsapp:+14155238886, 5, 21604",
        "whatsapp:+15550001111, '', 5, 21603",
        "whatsapp:+15550001111, whatsapp:+14155238886, 1601, 21617",
        "whatsapp:+15550001111, whatsapp:+14155238886, 0, 21619",
        "whatsapp:+1, whatsapp:+14155238886, 5, 21211",
        "whatsapp:+15550001111, whatsapp:+19998887777, 5, 21660",
        "+15550001111, whatsapp:+14155238886, 5, 21910"
    })
    void messageThatTwilioWouldRefuseIsRefusedWithItsCode(
            String to, String from, int length, int code) {
        // When
        var answer =
                wire.twilio(MESSAGES + ".json", "To", to, "From", from, "Body", "x".repeat(length));

        // Then
        var error = new JsonObject(answer.body());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(error.getInteger("code")).isEqualTo(code);
        assertThat(error.getInteger("status")).isEqualTo(400);
        assertThat(wire.list("/sim/sends").getJsonObject(0).getString("outcome"))
                .isEqualTo("refused:" + code);
    }

    @Test
    void messageOfExactly1600CharactersIsAccepted() {
        // When
        var answer =
                wire.twilio(MESSAGES + ".json", "To", TO, "From", FROM, "Body", "x".repeat(1_600));

        // Then
        assertThat(answer.statusCode()).isEqualTo(201);
    }

    @Test
    void wrongTokenIsRefused() {
        // When
        var answer =
                wire.twilioAs("wrong", MESSAGES + ".json", "To", TO, "From", FROM, "Body", "x");

        // Then
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(new JsonObject(answer.body()).getInteger("code")).isEqualTo(20003);
    }

    @Test
    void listIsNewestFirstFilteredAndPaged() {
        // Given
        for (String body : List.of("one", "two", "three")) {
            wire.twilio(MESSAGES + ".json", "To", TO, "From", FROM, "Body", body);
        }
        wire.twilio(
                MESSAGES + ".json", "To", "whatsapp:+15550009999", "From", FROM, "Body", "other");

        // When
        var first =
                new JsonObject(
                        wire.twilio(MESSAGES + ".json?PageSize=2&To=whatsapp%3A%2B15550001111")
                                .body());
        var second = new JsonObject(wire.twilio(first.getString("next_page_uri")).body());

        // Then
        assertThat(bodies(first)).containsExactly("three", "two");
        assertThat(bodies(second)).containsExactly("one");
        assertThat(second.getString("next_page_uri")).isNull();
    }

    @Test
    void messageWithoutADateSentMatchesNoDate() {
        // Given
        wire.put(
                "/sim/callbacks",
                new JsonObject("{\"sent\":null,\"delivered\":null,\"read\":null}"));
        wire.twilio(MESSAGES + ".json", "To", TO, "From", FROM, "Body", "queued");

        // When
        var dated = new JsonObject(wire.twilio(MESSAGES + ".json?DateSent%3E=2020-01-01").body());
        var undated =
                new JsonObject(wire.twilio(MESSAGES + ".json?To=whatsapp%3A%2B15550001111").body());

        // Then
        assertThat(bodies(dated)).isEmpty();
        assertThat(bodies(undated)).containsExactly("queued");
    }

    @Test
    void customersMessageArrivesAsASignedWebhook() {
        // When
        var id =
                wire.customerWrites(
                                PHONE,
                                new JsonObject(
                                        "{\"text\":\"Hola 👋 & adiós\",\"channel\":\"twilio\"}"))
                        .getString("id");

        // Then
        var webhook = business.receivedAt("/whatsapp").getFirst();
        assertThat(webhook.form())
                .containsEntry("MessageSid", id)
                .containsEntry("From", TO)
                .containsEntry("To", FROM)
                .containsEntry("Body", "Hola 👋 & adiós")
                .containsEntry("NumMedia", "0")
                .containsEntry("AccountSid", ACCOUNT);
        assertThat(webhook.headers().get("x-twilio-signature"))
                .isEqualTo(
                        new TwilioRequestSigner(TOKEN)
                                .sign(
                                        business.url("/whatsapp"),
                                        MultiMap.caseInsensitiveMultiMap().addAll(webhook.form())));
    }

    @Test
    void mediaOfACustomerIsFetchedThroughARedirect() {
        // Given
        wire.customerWrites(
                PHONE, new JsonObject("{\"media\":[{\"kind\":\"image\",\"caption\":\"look\"}]}"));
        var form = business.receivedAt("/whatsapp").getFirst().form();

        // When
        var redirect = wire.twilio(form.get("MediaUrl0"));

        // Then
        assertThat(form)
                .containsEntry("MediaContentType0", "image/jpeg")
                .containsEntry("Body", "look");
        assertThat(redirect.statusCode()).isEqualTo(307);
        var file = wire.send(wire.request(redirect.headers().firstValue("location").orElseThrow()));
        assertThat(file.headers().firstValue("content-type")).hasValue("image/jpeg");
    }

    @Test
    void mediaOfAMessageIsListedUntilItIsDeleted() {
        // Given
        var id =
                wire.customerWrites(PHONE, new JsonObject("{\"media\":[{\"kind\":\"image\"}]}"))
                        .getString("id");
        var listed =
                new JsonObject(wire.twilio(MESSAGES + "/" + id + "/Media.json").body())
                        .getJsonArray("media_list");

        // When
        var deleted = wire.twilioDelete(listed.getJsonObject(0).getString("uri"));

        // Then
        assertThat(listed.getJsonObject(0).getString("content_type")).isEqualTo("image/jpeg");
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(
                        new JsonObject(wire.twilio(MESSAGES + "/" + id + "/Media.json").body())
                                .getJsonArray("media_list"))
                .isEmpty();
    }

    @Test
    void typingMarksTheCustomersMessageAsRead() {
        // Given
        var id = wire.customerWrites(PHONE, new JsonObject("{\"text\":\"hi\"}")).getString("id");

        // When
        var answer =
                wire.twilio("/v2/Indicators/Typing.json", "channel", "whatsapp", "messageId", id);

        // Then
        assertThat(new JsonObject(answer.body()).getBoolean("success")).isTrue();
        assertThat(
                        wire.list("/sim/phones/" + PHONE + "/messages")
                                .getJsonObject(0)
                                .getString("status"))
                .isEqualTo("read");
    }

    @Test
    void refusedWebhookIsRetriedOnlyIfTheUrlRequestsIt() {
        // Given
        business.answerNext(503, 503);
        wire.customerWrites(PHONE, new JsonObject("{\"text\":\"lost\"}"));
        wire.put(
                "/sim/webhooks",
                new JsonObject().put("twilio", business.url("/again#rc=3&rp=5xx").toString()));

        // When
        wire.customerWrites(PHONE, new JsonObject("{\"text\":\"kept\"}"));

        // Then
        await().until(() -> business.receivedAt("/again").size() == 2);
        assertThat(business.receivedAt("/whatsapp")).hasSize(1);
        await().until(() ->
                wire.list("/sim/webhooks").getJsonObject(2).getInteger("status") != null);
        assertThat(
                        wire.list("/sim/webhooks").stream()
                                .map(it -> ((JsonObject) it).getInteger("status")))
                .containsExactly(503, 503, 200);
    }

    private static List<String> bodies(JsonObject list) {
        JsonArray messages = list.getJsonArray("messages");
        return messages.stream().map(it -> ((JsonObject) it).getString("body")).toList();
    }
}
