package dev.switchboard.simulator.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.simulator.RecordingBusiness;
import dev.switchboard.simulator.SimulatorCase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneTest extends SimulatorCase {

    @ParameterizedTest
    @ValueSource(strings = {"+15550001111", "15550001111", "%2B15550001111"})
    void numberIsAcceptedInEverySpelling(String number) {
        // When
        wire.customerWrites(number, new JsonObject("{\"text\":\"hi\"}"));

        // Then
        var shown = wire.list("/sim/phones/" + PHONE + "/messages").getJsonObject(0);
        assertThat(shown.getString("text")).isEqualTo("hi");
        assertThat(shown.getString("direction")).isEqualTo("out");
        assertThat(shown.getString("status")).isEqualTo("delivered");
    }

    @Test
    void webhookIsSentTheRequestedNumberOfTimes() {
        // When
        var answer = wire.customerWrites(PHONE, new JsonObject("{\"text\":\"hi\",\"times\":20}"));

        // Then
        assertThat(answer.getJsonArray("webhooks")).hasSize(20);
        assertThat(business.receivedAt("/whatsapp")).hasSize(20);
        assertThat(business.received())
                .extracting(RecordingBusiness.Received::text)
                .containsOnly(business.received().getFirst().text());
        assertThat(wire.list("/sim/phones/" + PHONE + "/messages")).hasSize(1);
    }

    @Test
    void messagesWrittenInSequenceArriveInOrder() {
        // When
        for (int i = 0; i < 20; i++) {
            wire.customerWrites(PHONE, new JsonObject().put("text", "message " + i));
        }

        // Then
        var bodies = business.received().stream().map(it -> it.form().get("Body")).toList();
        assertThat(bodies)
                .hasSize(20)
                .isEqualTo(
                        wire.list("/sim/phones/" + PHONE + "/messages").stream()
                                .map(it -> ((JsonObject) it).getString("text"))
                                .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "location | {\"latitude\":1.5,\"longitude\":2.5,\"name\":\"Here\"} | Latitude=1.5",
                "button | {\"text\":\"Yes\",\"payload\":\"yes-1\"} | ButtonPayload=yes-1",
                "interactive |"
                    + " {\"type\":\"list_reply\",\"list_reply\":{\"id\":\"row-2\",\"title\":\"Two\"}}"
                    + " | ListId=row-2",
                "reaction | {\"message_id\":\"SM1\",\"emoji\":\"x\"} |"
                        + " OriginalRepliedMessageSid=SM1"
            })
    void otherKindsOfContentReachBothProviders(String kind, String content, String parameter) {
        // Given
        var message = new JsonObject().put("kind", kind).put("content", new JsonObject(content));

        // When
        wire.customerWrites(PHONE, message.copy().put("channel", "twilio"));
        wire.customerWrites(PHONE, message.copy().put("channel", "meta"));

        // Then
        var meta =
                business.receivedAt("/webhook")
                        .getFirst()
                        .value()
                        .getJsonArray("messages")
                        .getJsonObject(0);
        assertThat(business.receivedAt("/whatsapp").getFirst().text())
                .contains(parameter)
                .contains("MessageType=" + kind);
        assertThat(meta.getString("type")).isEqualTo(kind);
        assertThat(meta.getJsonObject(kind)).isEqualTo(new JsonObject(content));
    }

    @Test
    void messageToAnotherBusinessNumberNamesIt() {
        // When
        wire.customerWrites(
                PHONE,
                new JsonObject("{\"text\":\"hi\",\"channel\":\"meta\",\"business\":\"200\"}"));
        wire.customerWrites(
                PHONE, new JsonObject("{\"text\":\"hi\",\"business\":\"+14150002222\"}"));

        // Then
        assertThat(
                        business.receivedAt("/webhook")
                                .getFirst()
                                .value()
                                .getJsonObject("metadata")
                                .getString("phone_number_id"))
                .isEqualTo("200");
        assertThat(business.receivedAt("/whatsapp").getFirst().form())
                .containsEntry("To", "whatsapp:+14150002222");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+15550001111 | {} | text",
                "+15550001111 | {\"text\":\"x\",\"channel\":\"pigeon\"} | channel",
                "+15550001111 | {\"text\":\"x\",\"times\":0} | times",
                "+15550001111 | {\"media\":[{\"kind\":\"smell\"}]} | media[0].kind",
                "abc | {\"text\":\"x\"} | e164"
            })
    void invalidInputIsRefusedByItsField(String number, String body, String field) {
        // When
        var answer = wire.call("POST", "/sim/phones/" + number + "/messages", body);

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).getString("field")).isEqualTo(field);
    }

    @Test
    void openPageReceivesEvents() {
        // Given
        var lines = new CopyOnWriteArrayList<String>();
        var live =
                wire.client()
                        .sendAsync(
                                wire.request("/sim/live").build(),
                                BodyHandlers.fromLineSubscriber(new StreamedLines(lines)));
        await().until(() -> lines.contains("retry: 1000"));

        // When
        wire.customerWrites(PHONE, new JsonObject("{\"text\":\"hi\"}"));

        // Then
        await().untilAsserted(() -> assertThat(lines).contains("event: message", "event: status"));
        live.cancel(true);
    }

    @Test
    void pageAndItsFilesAreServedWithAPolicyAgainstForeignScripts() {
        // When
        var page = wire.call("GET", "/", "");
        var files = List.of("/phone.js", "/phone.css", "/words.js", "/bubble.js", "/icon.svg");

        // Then
        assertThat(page.body()).contains("<title>Phone");
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .startsWith("default-src 'self'");
        assertThat(files)
                .allSatisfy(it -> assertThat(wire.call("GET", it, "").statusCode()).isEqualTo(200));
    }

    @Test
    void resetForgetsEverything() {
        // Given
        wire.customerWrites(PHONE, new JsonObject("{\"text\":\"hi\"}"));

        // When
        wire.post("/sim/reset", new JsonObject());

        // Then
        assertThat(
                        List.of(
                                wire.list("/sim/phones/" + PHONE + "/messages"),
                                wire.list("/sim/webhooks"),
                                wire.list("/sim/sends"),
                                wire.list("/sim/phones")))
                .allSatisfy(it -> assertThat((JsonArray) it).isEmpty());
    }
}
