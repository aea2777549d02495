package dev.switchboard.benchmarks.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.localstack.http.JsonClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Client of the simulator's own API, which tells its times on this JVM's monotonic clock. */
final class SimulatorControl {
    private static final int CLOCK_READINGS = 9;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final JsonClient client = new JsonClient(ChildProduct.url(Programs.SIMULATOR));

    /** Numbers of requests since the last reset. */
    record Counts(long sends, long webhooks, long modelCalls) {}

    /**
     * A message that the provider was asked to send.
     *
     * @param receivedAt by {@link System#nanoTime()}
     */
    record Send(String customer, long receivedAt) {}

    /**
     * Forgets all records. From now on the model answers at once, and each message gets three
     * status callbacks (sent, delivered, read; the last after a second) or none.
     */
    void reset(boolean statuses) {
        check(client.post("/sim/reset", Map.of()));
        check(
                client.post(
                        "/sim/model",
                        Map.of("reply", "Your order is on its way.", "latency", "PT0S")));
        var never = new HashMap<String, @Nullable Object>();
        if (!statuses) {
            List.of("sent", "delivered", "read").forEach(status -> never.put(status, null));
        }
        check(client.put("/sim/callbacks", never));
    }

    Counts counts() {
        var about = about();
        return new Counts(
                about.path("sends").asLong(),
                about.path("webhooks").asLong(),
                about.path("modelCalls").asLong());
    }

    /** The business's number at Twilio. */
    String businessNumber() {
        return about().path("twilio").path("number").asText();
    }

    List<Send> sends() {
        var offset = clockOffset();
        var sends = new ArrayList<Send>();
        for (JsonNode send : check(client.get("/sim/sends")).json()) {
            sends.add(
                    new Send(
                            send.path("to").asText().replaceFirst("^whatsapp:", ""),
                            nanos(send.path("startedAt").asText()) - offset));
        }
        return sends;
    }

    /** The simulator's clock before this JVM's, by the fastest of some exchanges. */
    private long clockOffset() {
        var fastest = Long.MAX_VALUE;
        var offset = 0L;
        for (var reading = 0; reading < CLOCK_READINGS; reading++) {
            var before = System.nanoTime();
            var now = nanos(about().path("now").asText());
            var took = System.nanoTime() - before;
            if (took < fastest) {
                fastest = took;
                offset = now - before - took / 2;
            }
        }
        return offset;
    }

    private static long nanos(String instant) {
        var time = Instant.parse(instant);
        return time.getEpochSecond() * NANOS_PER_SECOND + time.getNano();
    }

    private JsonNode about() {
        return check(client.get("/sim")).json();
    }

    private static JsonClient.Response check(JsonClient.Response response) {
        if (!response.isSuccess()) {
            throw new MeasurementException(
                    "the simulator answered " + response.status() + ": " + response.body());
        }
        return response;
    }
}
