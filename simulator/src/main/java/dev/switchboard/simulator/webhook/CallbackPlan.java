package dev.switchboard.simulator.webhook;

import dev.switchboard.simulator.input.Fields;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Plan of the status callbacks for an accepted message.
 *
 * @param delays time from acceptance to each status callback; a status without a delay never comes
 * @param shuffle whether the statuses exchange their delays, so that they come in any order
 * @param repeat the number of callbacks for each status
 * @param errorCode the provider's code that goes with {@code failed}, if not the usual one
 * @param echo time from acceptance to Meta's echo of the business's own message; empty: never
 * @param metaRetries the backoffs before Meta sends an unanswered webhook again
 */
record CallbackPlan(
        Map<String, Duration> delays,
        boolean shuffle,
        int repeat,
        Optional<Integer> errorCode,
        Optional<Duration> echo,
        List<Duration> metaRetries,
        Random random) {
    private static final List<String> STATUSES = List.of("sent", "delivered", "read", "failed");
    private static final Map<String, Duration> DEFAULT_DELAYS =
            Map.of(
                    "sent", Duration.ofMillis(50),
                    "delivered", Duration.ofMillis(200),
                    "read", Duration.ofMillis(1_000));
    private static final List<Duration> DEFAULT_META_RETRIES =
            List.of(1, 2, 4, 8, 15, 30, 60, 60).stream()
                    .map(seconds -> Duration.ofSeconds(seconds))
                    .toList();
    private static final int MAX_REPEATS = 100;

    /** A status and the delay of its callback. */
    record Due(String status, Duration after) {}

    static CallbackPlan defaults() {
        return new CallbackPlan(
                DEFAULT_DELAYS,
                false,
                1,
                Optional.empty(),
                Optional.empty(),
                DEFAULT_META_RETRIES,
                new Random());
    }

    /** Reads a plan; a field that is absent has its default, {@code null} means never. */
    static CallbackPlan read(Fields fields) {
        fields.only(
                "sent",
                "delivered",
                "read",
                "failed",
                "shuffle",
                "repeat",
                "errorCode",
                "echo",
                "metaRetries",
                "seed");
        var delays = new LinkedHashMap<String, Duration>();
        for (String status : STATUSES) {
            delay(fields, status).ifPresent(it -> delays.put(status, it));
        }
        return new CallbackPlan(
                delays,
                fields.flag("shuffle").orElse(false),
                fields.whole("repeat", 1, MAX_REPEATS).orElse(1),
                fields.whole("errorCode", 1, Integer.MAX_VALUE),
                fields.duration("echo"),
                fields.durations("metaRetries").orElse(DEFAULT_META_RETRIES),
                fields.whole("seed", Integer.MIN_VALUE, Integer.MAX_VALUE)
                        .map(Random::new)
                        .orElseGet(Random::new));
    }

    /** Callbacks of one message; a failed one comes instead of delivered and read. */
    List<Due> due() {
        var statuses = STATUSES.stream().filter(this::happens).toList();
        var waits = new ArrayList<>(statuses.stream().map(delays::get).toList());
        if (shuffle) {
            Collections.shuffle(waits, random);
        }
        var due = new ArrayList<Due>();
        for (int i = 0; i < statuses.size(); i++) {
            due.addAll(Collections.nCopies(repeat, new Due(statuses.get(i), waits.get(i))));
        }
        return due;
    }

    JsonObject toJson() {
        var answer = new JsonObject();
        STATUSES.forEach(it ->
                answer.put(
                        it,
                        Optional.ofNullable(delays.get(it)).map(Duration::toString).orElse(null)));
        return answer.put("shuffle", shuffle)
                .put("repeat", repeat)
                .put("errorCode", errorCode.orElse(null))
                .put("echo", echo.map(Duration::toString).orElse(null))
                .put(
                        "metaRetries",
                        new JsonArray(metaRetries.stream().map(Duration::toString).toList()));
    }

    private boolean happens(String status) {
        var overtaken =
                delays.containsKey("failed")
                        && (status.equals("delivered") || status.equals("read"));
        return delays.containsKey(status) && !overtaken;
    }

    private static Optional<Duration> delay(Fields fields, String status) {
        return fields.has(status)
                ? fields.duration(status)
                : Optional.ofNullable(DEFAULT_DELAYS.get(status));
    }
}
