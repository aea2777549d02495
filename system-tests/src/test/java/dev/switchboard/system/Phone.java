package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.localstack.http.JsonClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** A customer's phone in the simulator. */
final class Phone {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /**
     * Longer than the quiet period and all processing after it, so that silence means something.
     */
    private static final Duration SILENCE = Duration.ofSeconds(6);

    private final JsonClient simulator;
    private final String number;
    private final String channel;

    Phone(JsonClient simulator, String number, String channel) {
        this.simulator = simulator;
        this.number = number;
        this.channel = channel;
    }

    String number() {
        return number;
    }

    void write(String text) {
        send(Map.of("text", text, "channel", channel));
    }

    /** Sends a message to this phone from the business's paired phone. */
    void receiveFromThePairedPhone(String text) {
        send(Map.of("text", text, "channel", channel, "from", "business"));
    }

    void sendMedia(String kind, String contentType) {
        send(
                Map.of(
                        "channel",
                        channel,
                        "media",
                        List.of(Map.of("kind", kind, "contentType", contentType))));
    }

    private void send(Map<String, Object> message) {
        var answer = simulator.post("/sim/phones/" + number + "/messages", message);
        assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
    }

    /** Texts of the business's messages, oldest first. */
    List<String> received() {
        return messages().stream()
                .filter(message ->
                        message.get("direction").asText().equals(Direction.FROM_BUSINESS))
                .map(message -> message.get("text").asText())
                .toList();
    }

    /** Provider's id of the newest message from the business. */
    String lastReceivedId() {
        return messages().stream()
                .filter(message ->
                        message.get("direction").asText().equals(Direction.FROM_BUSINESS))
                .map(message -> message.get("id").asText())
                .reduce((_, newer) -> newer)
                .orElseThrow();
    }

    private List<JsonNode> messages() {
        var list = simulator.get("/sim/phones/" + number + "/messages").json();
        return StreamSupport.stream(list.spliterator(), false).toList();
    }

    /** Waits for exactly so many messages from the business. */
    List<String> awaitReceived(int count) {
        await("messages on the phone of a " + channel + " customer")
                .atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> received().size() >= count);
        assertThat(received()).hasSize(count);
        return received();
    }

    /** Waits for long enough to know that nothing comes after so many messages. */
    void staysAt(int count) {
        allStayAt(List.of(this), count);
    }

    static void allStayAt(List<Phone> phones, int count) {
        await().during(SILENCE)
                .atMost(SILENCE.plusSeconds(10))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() ->
                        assertThat(phones)
                                .allSatisfy(phone ->
                                        assertThat(phone.received())
                                                .as(phone.number())
                                                .hasSize(count)));
    }

    /** Values of the simulator's message list. */
    static final class Direction {
        /** Direction of the business's messages, as seen from the phone. */
        static final String FROM_BUSINESS = "in";

        private Direction() {}
    }
}
