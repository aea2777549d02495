package dev.switchboard.simulator.meta;

import static dev.switchboard.simulator.Wire.META;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.simulator.SimulatorCase;
import dev.switchboard.simulator.SimulatorOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetaApiTest extends SimulatorCase {
    private static final MetaApp APP = SimulatorOptions.forTests().meta();

    @Test
    void messageIsAcceptedAndShownOnThePhone() {
        // When
        var answer = new JsonObject(wire.meta(META, text("Good morning")).body());

        // Then
        assertThat(answer.getJsonArray("messages").getJsonObject(0).getString("id"))
                .startsWith("wamid.");
        assertThat(answer.getJsonArray("contacts").getJsonObject(0).getString("wa_id"))
                .isEqualTo("15550001111");
        assertThat(wire.list("/sim/phones/15550001111/messages").getJsonObject(0).getString("text"))
                .isEqualTo("Good morning");
        assertThat(wire.list("/sim/sends").getJsonObject(0).getString("to")).isEqualTo(PHONE);
    }

    @Test
    void messageTypedOnThePairedPhoneIsShownToTheCustomerAndEchoed() {
        // When
        wire.customerWrites(
                PHONE,
                new JsonObject()
                        .put("text", "on my way")
                        .put("channel", "meta")
                        .put("from", "business"));

        // Then
        var shown = wire.list("/sim/phones/" + PHONE + "/messages").getJsonObject(0);
        assertThat(shown.getString("direction")).isEqualTo("in");
        var webhook = business.received().getFirst();
        assertThat(webhook.text()).contains("\"field\":\"smb_message_echoes\"");
        var echo = webhook.value().getJsonArray("message_echoes").getJsonObject(0);
        assertThat(echo.getString("from")).isEqualTo(APP.displayNumber());
        assertThat(echo.getString("to")).isEqualTo("15550001111");
        assertThat(echo.getString("id")).isEqualTo(shown.getString("id"));
        assertThat(echo.getJsonObject("text").getString("body")).isEqualTo("on my way");
    }

    @Test
    void ownSendIsEchoedOnRequest() {
        // Given
        wire.call("PUT", "/sim/callbacks", "{\"echo\":\"PT0.01S\",\"sent\":null}");

        // When
        var answer = new JsonObject(wire.meta(META, text("Good morning")).body());

        // Then
        var id = answer.getJsonArray("messages").getJsonObject(0).getString("id");
        await().until(() ->
                business.received().stream()
                        .filter(it -> it.value().containsKey("message_echoes"))
                        .map(it -> it.value().getJsonArray("message_echoes").getJsonObject(0))
                        .anyMatch(it -> it.getString("id").equals(id)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"messaging_product\":\"whatsapp\",\"text\":{\"body\":\"x\"}}",
                "{\"to\":\"15550001111\",\"text\":{\"body\":\"x\"}}",
                "{\"messaging_product\":\"whatsapp\",\"to\":\"15550001111\",\"type\":\"text\"}",
                "{\"messaging_product\":\"whatsapp\",\"to\":\"15550001111\",\"type\":\"smell\"}",
                "not json"
            })
    void incompleteMessageIsRefused(String body) {
        // When
        var answer =
                wire.send(
                        wire.request(META)
                                .header("Authorization", "Bearer " + APP.accessToken())
                                .POST(BodyPublishers.ofString(body)));

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).getJsonObject("error").getInteger("code"))
                .isEqualTo(100);
    }

    @Test
    void textOver4096CharactersIsRefused() {
        // When
        var maxLength = wire.meta(META, text("x".repeat(4_096)));
        var tooLong = wire.meta(META, text("x".repeat(4_097)));

        // Then
        assertThat(maxLength.statusCode()).isEqualTo(200);
        assertThat(tooLong.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(tooLong.body()).getJsonObject("error").getString("message"))
                .startsWith("(#100)");
    }

    @Test
    void unknownBusinessNumberIsRefusedWithItsSubcode() {
        // When
        var answer = wire.meta("/v25.0/999/messages", text("x"));

        // Then
        var error = new JsonObject(answer.body()).getJsonObject("error");
        assertThat(error.getInteger("code")).isEqualTo(100);
        assertThat(error.getInteger("error_subcode")).isEqualTo(33);
    }

    @Test
    void wrongTokenIsRefused() {
        // When
        var answer = wire.call("POST", META, text("x").encode());

        // Then
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(new JsonObject(answer.body()).getJsonObject("error").getInteger("code"))
                .isEqualTo(190);
    }

    @Test
    void statusesComeBackSignedWithTheCallbackData() {
        // When
        wire.meta(META, text("x").put("biz_opaque_callback_data", "part-1"));

        // Then
        await().until(() -> business.receivedAt("/webhook").size() == 3);
        var webhooks = business.receivedAt("/webhook");
        assertThat(webhooks)
                .extracting(it ->
                        it.value().getJsonArray("statuses").getJsonObject(0).getString("status"))
                .containsExactlyInAnyOrder("sent", "delivered", "read");
        assertThat(webhooks)
                .allSatisfy(it -> {
                    assertThat(it.text()).contains("\"biz_opaque_callback_data\":\"part-1\"");
                    assertThat(it.headers().get("x-hub-signature-256"))
                            .isEqualTo(
                                    new MetaRequestSigner(APP.appSecret())
                                            .sign(Buffer.buffer(it.body())));
                });
    }

    @Test
    void customersMessageArrivesSignedInAscii() {
        // When
        var id =
                wire.customerWrites(
                                PHONE,
                                new JsonObject(
                                        "{\"text\":\"Hola"
                                            + " 👋\",\"channel\":\"meta\",\"userId\":\"US.9001\"}"))
                        .getString("id");

        // Then
        var webhook = business.receivedAt("/webhook").getFirst();
        var message = webhook.value().getJsonArray("messages").getJsonObject(0);
        assertThat(message.getString("id")).isEqualTo(id);
        assertThat(message.getString("from")).isEqualTo("15550001111");
        assertThat(message.getString("from_user_id")).isEqualTo("US.9001");
        assertThat(message.getJsonObject("text").getString("body")).isEqualTo("Hola 👋");
        assertThat(webhook.value().getJsonObject("metadata").getString("phone_number_id"))
                .isEqualTo(APP.phoneNumberId());
        assertThat(webhook.text()).isASCII();
        assertThat(webhook.headers().get("x-hub-signature-256"))
                .isEqualTo(
                        new MetaRequestSigner(APP.appSecret()).sign(Buffer.buffer(webhook.body())));
    }

    @Test
    void customerWithAHiddenNumberIsAnsweredByUserId() {
        // Given
        wire.customerWrites(
                PHONE,
                new JsonObject(
                        "{\"text\":\"hi\",\"channel\":\"meta\",\"userId\":\"US.9001\",\"hideNumber\":true}"));
        var message = text("hello you");
        message.remove("to");

        // When
        wire.meta(META, message.put("recipient", "US.9001"));

        // Then
        assertThat(business.receivedAt("/webhook").getFirst().text()).doesNotContain("15550001111");
        assertThat(
                        wire.list("/sim/phones/" + PHONE + "/messages")
                                .getJsonObject(1)
                                .getString("text"))
                .isEqualTo("hello you");
    }

    @Test
    void refusedWebhookIsRetriedUntilItIsAccepted() {
        // Given
        wire.put(
                "/sim/callbacks",
                new JsonObject("{\"metaRetries\":[\"PT0.01S\",\"PT0.02S\",\"PT0.03S\"]}"));
        business.answerNext(503, 500);

        // When
        var answer =
                wire.customerWrites(
                        PHONE, new JsonObject("{\"text\":\"hi\",\"channel\":\"meta\"}"));

        // Then
        await().until(() ->
                wire.list("/sim/phones/" + PHONE + "/messages")
                        .getJsonObject(0)
                        .getString("status")
                        .equals("delivered"));
        assertThat(answer.getJsonArray("webhooks").getList()).isEqualTo(List.of(503));
        assertThat(
                        wire.list("/sim/webhooks").stream()
                                .map(it -> ((JsonObject) it).getInteger("status")))
                .containsExactly(503, 500, 200);
    }

    @Test
    void voiceNoteIsDescribedAndDownloadedByItsId() {
        // Given
        wire.customerWrites(
                PHONE, new JsonObject("{\"channel\":\"meta\",\"media\":[{\"kind\":\"voice\"}]}"));
        var audio =
                business.receivedAt("/webhook")
                        .getFirst()
                        .value()
                        .getJsonArray("messages")
                        .getJsonObject(0)
                        .getJsonObject("audio");

        // When
        var media = new JsonObject(wire.metaGet("/v25.0/" + audio.getString("id")).body());
        var file = wire.metaGet(media.getString("url"));

        // Then
        assertThat(audio.getBoolean("voice")).isTrue();
        assertThat(media.getString("mime_type")).isEqualTo("audio/ogg; codecs=opus");
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValueAsLong("content-length"))
                .hasValue(Long.parseLong(media.getString("file_size")));
    }

    @Test
    void typingMarksTheCustomersMessageAsRead() {
        // Given
        var id =
                wire.customerWrites(PHONE, new JsonObject("{\"text\":\"hi\",\"channel\":\"meta\"}"))
                        .getString("id");
        var mark =
                new JsonObject(
                        "{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"typing_indicator\":{\"type\":\"text\"}}");

        // When
        var answer = new JsonObject(wire.meta(META, mark.put("message_id", id)).body());

        // Then
        assertThat(answer.getBoolean("success")).isTrue();
        assertThat(
                        wire.list("/sim/phones/" + PHONE + "/messages")
                                .getJsonObject(0)
                                .getString("status"))
                .isEqualTo("read");
        assertThat(wire.list("/sim/sends")).isEmpty();
    }

    private static JsonObject text(String body) {
        return new JsonObject()
                .put("messaging_product", "whatsapp")
                .put("to", "15550001111")
                .put("type", "text")
                .put("text", new JsonObject().put("body", body));
    }
}
