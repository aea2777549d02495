package dev.switchboard.localstack.simulator.gemini;

import dev.switchboard.localstack.simulator.input.Fields;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/**
 * What the model is told to do; everything absent is left to it.
 *
 * @param reply the answer, word for word and at any length; else it answers from the request
 * @param echo an answer that can be traced, in place of a reply
 * @param latency how long it thinks before its first word
 * @param tokensPerSecond how fast it writes; else at once
 * @param status the HTTP status of an error it answers with
 * @param finishReason why it stops; SAFETY and its like come without a text
 * @param blockReason why it refuses the prompt
 */
record ModelScript(
        Optional<String> reply,
        Optional<Echo> echo,
        Duration latency,
        Optional<Double> tokensPerSecond,
        Optional<Integer> status,
        Optional<String> finishReason,
        Optional<String> blockReason) {
    static final ModelScript FREE =
            new ModelScript(
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ZERO,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    /**
     * Reads a script; what is not named is as before, null is free again. Of a reply and an echo
     * the one named last holds.
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
                fields.has("blockReason") ? fields.text("blockReason") : before.blockReason);
    }

    /** How long the model takes for an answer of so many tokens. */
    Duration takesFor(int tokens) {
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
                .put("blockReason", blockReason.orElse(null));
    }
}
