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
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Longer than the quiet window and everything behind it, so that silence means something. */
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

    /**
     * Somebody at the business writes to this phone, on the phone that is paired with its number.
     */
    void isWrittenToFromThePairedPhone(String text) {
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

    /** The texts of what the business has sent, oldest first. */
    List<String> received() {
        return messages().stream()
                .filter(message -> message.get("direction").asText().equals(Seen.FROM_BUSINESS))
                .map(message -> message.get("text").asText())
                .toList();
    }

    /** The provider's id of the newest message from the business. */
    String lastReceivedId() {
        return messages().stream()
                .filter(message -> message.get("direction").asText().equals(Seen.FROM_BUSINESS))
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
                .atMost(PATIENCE)
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

    /** The words that the simulator's list uses. */
    static final class Seen {
        /** Seen from the phone: what came in. */
        static final String FROM_BUSINESS = "in";

        private Seen() {}
    }
}
