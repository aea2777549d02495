package dev.switchboard.simulator.model;

import dev.switchboard.simulator.input.Fields;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Scripted behaviour of the model; what is absent is up to the model.
 *
 * @param reply the exact answer, at any length; else it answers from the request
 * @param echo a traceable answer instead of a reply
 * @param latency time before the first word
 * @param tokensPerSecond writing speed; else at once
 * @param status the HTTP status of an error response
 * @param finishReason the reason to stop, as the provider spells it; SAFETY and the like come
 *     without text
 * @param blockReason the reason to refuse the prompt
 * @param response peculiarities of the response on the wire
 */
record ModelScript(
        Optional<String> reply,
        Optional<Echo> echo,
        Duration latency,
        Optional<Double> tokensPerSecond,
        Optional<Integer> status,
        Optional<String> finishReason,
        Optional<String> blockReason,
        ScriptedResponse response) {
    /** Names of the fields in the simulator's API. */
    static final List<String> FIELDS =
            List.of(
                    "reply",
                    "echo",
                    "latency",
                    "tokensPerSecond",
                    "status",
                    "finishReason",
                    "blockReason",
                    "response");

    static final ModelScript UNSCRIPTED =
            new ModelScript(
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ZERO,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    ScriptedResponse.USUAL);

    /**
     * Reads changes to a script: an absent field stays, a null resets it. Of a reply and an echo
     * the last one set holds.
     */
    static ModelScript read(Fields fields, ModelScript before) {
        var echo = fields.has("echo") ? fields.object("echo").map(Echo::read) : before.echo;
        var reply = fields.has("reply") ? fields.text("reply") : before.reply;
        return new ModelScript(
                fields.has("echo") && echo.isPresent() ? Optional.empty() : reply,
                fields.has("reply") && reply.isPresent() && !fields.has("echo")
                        ? Optional.empty()
                        : echo,
                fields.has("latency")
                        ? fields.duration("latency").orElse(Duration.ZERO)
                        : before.latency,
                fields.has("tokensPerSecond")
                        ? fields.number("tokensPerSecond", 0.001, 1_000_000)
                        : before.tokensPerSecond,
                fields.has("status") ? fields.whole("status", 400, 599) : before.status,
                fields.has("finishReason") ? fields.text("finishReason") : before.finishReason,
                fields.has("blockReason") ? fields.text("blockReason") : before.blockReason,
                fields.has("response")
                        ? fields.object("response")
                                .map(ScriptedResponse::read)
                                .orElse(ScriptedResponse.USUAL)
                        : before.response);
    }

    /** Time that the model takes for an answer of so many tokens. */
    Duration durationOf(int tokens) {
        return latency.plus(
                tokensPerSecond
                        .map(speed -> Duration.ofMillis((long) (tokens / speed * 1_000)))
                        .orElse(Duration.ZERO));
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("reply", reply.orElse(null))
                .put("echo", echo.map(Echo::toJson).orElse(null))
                .put("latency", latency.toString())
                .put("tokensPerSecond", tokensPerSecond.orElse(null))
                .put("status", status.orElse(null))
                .put("finishReason", finishReason.orElse(null))
                .put("blockReason", blockReason.orElse(null))
                .put("response", response.toJson());
    }
}
