package dev.switchboard.simulator.fault;

import dev.switchboard.simulator.input.Fields;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Fault rates of a provider.
 *
 * @param status the HTTP status of a failed request
 * @param code the provider's own error code, if not the usual one of the status
 * @param rate the share of requests that fail with the status
 * @param latency delay of every response
 * @param dropAfterAccept the share of sends that are accepted but whose connection closes without a
 *     response
 */
public record FaultRates(
        Optional<Integer> status,
        Optional<Integer> code,
        double rate,
        Duration latency,
        double dropAfterAccept,
        RandomGenerator random) {

    static FaultRates none() {
        return new FaultRates(
                Optional.empty(), Optional.empty(), 0, Duration.ZERO, 0, new Random());
    }

    static FaultRates read(Fields fields) {
        fields.only("status", "code", "rate", "latency", "dropAfterAccept", "seed");
        var rate = fields.probability("rate");
        var status = fields.whole("status", 400, 599);
        if (status.isEmpty() && rate.filter(it -> it > 0).isPresent()) {
            throw fields.bad("status", "is needed where there is a rate");
        }
        return new FaultRates(
                status,
                fields.whole("code", 0, Integer.MAX_VALUE),
                rate.orElse(1.0),
                fields.duration("latency").orElse(Duration.ZERO),
                fields.probability("dropAfterAccept").orElse(0.0),
                fields.whole("seed", Integer.MIN_VALUE, Integer.MAX_VALUE)
                        .map(Random::new)
                        .orElseGet(Random::new));
    }

    FaultDecision next() {
        var fails = status.isPresent() && random.nextDouble() < rate;
        var drops = dropAfterAccept > 0 && random.nextDouble() < dropAfterAccept;
        return new FaultDecision(fails ? status : Optional.empty(), code, latency, drops);
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("status", status.orElse(null))
                .put("code", code.orElse(null))
                .put("rate", status.isPresent() ? rate : 0)
                .put("latency", latency.toString())
                .put("dropAfterAccept", dropAfterAccept);
    }
}
