package dev.switchboard.simulator.fault;

import static dev.switchboard.simulator.Wire.MESSAGES;
import static dev.switchboard.simulator.Wire.META;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchboard.simulator.SimulatorCase;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest extends SimulatorCase {

    @Test
    void messageWhoseResponseIsDroppedIsOnThePhoneAndItsStatusesCome() {
        // Given
        wire.put("/sim/faults", new JsonObject("{\"twilio\":{\"dropAfterAccept\":1}}"));

        // When
        assertThatThrownBy(() -> send("kept")).isInstanceOf(UncheckedIOException.class);

        // Then
        var send = wire.list("/sim/sends").getJsonObject(0);
        assertThat(send.getString("outcome")).isEqualTo("dropped-after-accept");
        assertThat(wire.list("/sim/phones/" + PHONE + "/messages").getJsonObject(0).getString("id"))
                .isEqualTo(send.getString("id"));
        await().until(() -> business.receivedAt("/whatsapp/status").size() == 3);
    }

    @Test
    void failedSendGetsTheProvidersErrorAndIsNotAccepted() {
        // Given
        wire.put(
                "/sim/faults",
                new JsonObject("{\"twilio\":{\"status\":503},\"meta\":{\"status\":429}}"));

        // When
        var twilio = send("x");
        var meta = wire.call("POST", META, "{}");

        // Then
        assertThat(new JsonObject(twilio.body()).getInteger("code")).isEqualTo(20503);
        assertThat(new JsonObject(meta.body()).getJsonObject("error").getInteger("code"))
                .isEqualTo(130429);
        assertThat(wire.list("/sim/sends").getJsonObject(0).getString("outcome"))
                .isEqualTo("fault:503");
        assertThat(wire.list("/sim/phones/" + PHONE + "/messages")).isEmpty();
    }

    @Test
    void failuresRepeatWithTheirSeed() {
        // Given
        var faults = new JsonObject("{\"twilio\":{\"status\":500,\"rate\":0.3,\"seed\":7}}");
        wire.put("/sim/faults", faults);
        var first = IntStream.range(0, 40).map(_ -> send("x").statusCode()).boxed().toList();
        wire.put("/sim/faults", faults);

        // When
        var second = IntStream.range(0, 40).map(_ -> send("x").statusCode()).boxed().toList();

        // Then
        assertThat(second).isEqualTo(first).contains(500, 201);
    }

    @Test
    void latencyDelaysTheResponseButNotTheMessage() {
        // Given
        wire.put("/sim/faults", new JsonObject("{\"twilio\":{\"latency\":\"PT0.3S\"}}"));

        // When
        send("x");

        // Then
        var send = wire.list("/sim/sends").getJsonObject(0);
        var shown = wire.list("/sim/phones/" + PHONE + "/messages").getJsonObject(0);
        assertThat(
                        Duration.between(
                                Instant.parse(send.getString("startedAt")),
                                Instant.parse(send.getString("answeredAt"))))
                .isGreaterThanOrEqualTo(Duration.ofMillis(299));
        assertThat(
                        Duration.between(
                                Instant.parse(shown.getString("at")),
                                Instant.parse(send.getString("answeredAt"))))
                .isGreaterThanOrEqualTo(Duration.ofMillis(290));
    }

    @Test
    void emptyObjectEndsAllFaultsAndOneProviderLeavesTheOthers() {
        // Given
        wire.put(
                "/sim/faults",
                new JsonObject("{\"twilio\":{\"status\":503},\"model\":{\"status\":429}}"));

        // When
        var left = wire.put("/sim/faults", new JsonObject("{\"twilio\":null}"));
        var none = wire.put("/sim/faults", new JsonObject());

        // Then
        assertThat(left.getJsonObject("twilio").getInteger("status")).isNull();
        assertThat(left.getJsonObject("model").getInteger("status")).isEqualTo(429);
        assertThat(none.getJsonObject("model").getInteger("status")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/sim/faults | {\"twilio\":{\"latency\":\"1s\"}} | twilio.latency",
                "/sim/faults | {\"twilio\":{\"rate\":2}} | twilio.rate",
                "/sim/faults | {\"twillio\":{}} | twillio",
                "/sim/callbacks | {\"repeat\":0} | repeat",
                "/sim/callbacks | {\"delivered\":5} | delivered",
                "/sim/faults | [] | body"
            })
    void invalidInputIsRefusedByItsField(String path, String body, String field) {
        // When
        var answer = wire.call("PUT", path, body);

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).getString("field")).isEqualTo(field);
    }

    private HttpResponse<String> send(String body) {
        return wire.twilio(
                MESSAGES + ".json",
                "To",
                "whatsapp:" + PHONE,
                "From",
                "whatsapp:+14155238886",
                "Body",
                body,
                "StatusCallback",
                business.url("/whatsapp/status").toString());
    }
}
