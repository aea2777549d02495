package dev.switchboard.localstack.simulator.webhook;

import dev.switchboard.localstack.simulator.input.Fields;
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
 * How the statuses of an accepted message come back.
 *
 * @param delays how long after acceptance each status is told; a status without a delay never comes
 * @param shuffle whether the statuses trade their delays, so that they come in any order
 * @param repeat how often each status is told
 * @param errorCode the provider's code that goes with {@code failed}, if not the usual one
 * @param echo how long after acceptance Meta tells the business of its own message; empty: never
 * @param metaRetries the waits before Meta sends an unanswered webhook again
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
    private static final Map<String, Duration> USUAL =
            Map.of(
                    "sent", Duration.ofMillis(50),
                    "delivered", Duration.ofMillis(200),
                    "read", Duration.ofMillis(1_000));
    private static final List<Duration> USUAL_RETRIES =
            List.of(1, 2, 4, 8, 15, 30, 60, 60).stream()
                    .map(seconds -> Duration.ofSeconds(seconds))
                    .toList();
    private static final int MOST_REPEATS = 100;

    /** A status and when it is told. */
    record Due(String status, Duration after) {}

    static CallbackPlan usual() {
        return new CallbackPlan(
                USUAL, false, 1, Optional.empty(), Optional.empty(), USUAL_RETRIES, new Random());
    }

    /** What is not named is as usual; {@code null} means never. */
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
                fields.whole("repeat", 1, MOST_REPEATS).orElse(1),
                fields.whole("errorCode", 1, Integer.MAX_VALUE),
                fields.duration("echo"),
                fields.durations("metaRetries").orElse(USUAL_RETRIES),
                fields.whole("seed", Integer.MIN_VALUE, Integer.MAX_VALUE)
                        .map(Random::new)
                        .orElseGet(Random::new));
    }

    /** The statuses one message gets, a failed one instead of delivered and read. */
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
                : Optional.ofNullable(USUAL.get(status));
    }
}
