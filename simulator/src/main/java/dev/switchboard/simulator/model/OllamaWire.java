package dev.switchboard.simulator.model;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ollama's chat, unstreamed. It has no keys, and nothing that blocks an answer. */
final class OllamaWire implements ProviderWire {
    private static final List<String> ROLES = List.of("system", "user", "assistant", "tool");

    @Override
    public void route(Router router, Handler<RoutingContext> calls) {
        router.post("/api/chat").handler(calls);
    }

    @Override
    public Optional<ErrorResponse> keyRefusal(RoutingContext context, String expected) {
        return Optional.empty();
    }

    /** A request that does not say so is for a stream. */
    @Override
    public Optional<ErrorResponse> formRefusal(JsonObject request) {
        return Boolean.FALSE.equals(request.getValue("stream"))
                ? ChatMessages.problem(request, ROLES).map(problem -> error(400, problem))
                : Optional.of(error(400, "no streams here"));
    }

    @Override
    public ErrorResponse error(int status, @Nullable String code) {
        var usual =
                switch (status) {
                    case 404 -> "model not found, try pulling it first";
                    case 429 -> "too many requests";
                    case 503 -> "server busy, please try again. maximum pending requests exceeded";
                    default -> "simulated";
                };
        return new ErrorResponse(
                status, new JsonObject().put("error", code == null ? usual : code));
    }

    @Override
    public String model(RoutingContext context, JsonObject request) {
        return RequestJson.text(request, "model");
    }

    @Override
    public ModelPrompt prompt(JsonObject request) {
        return ChatMessages.prompt(
                request,
                "",
                RequestJson.object(request, "options").orElseGet(JsonObject::new),
                "num_predict");
    }

    @Override
    public String finishReason(boolean cut) {
        return cut ? "length" : "stop";
    }

    @Override
    public boolean hasText(String finishReason) {
        return true;
    }

    @Override
    public JsonObject answer(Generation generation) {
        var message =
                new JsonObject()
                        .put("role", "assistant")
                        .put(
                                "content",
                                generation.blockReason().isPresent() ? "" : generation.text());
        return new JsonObject()
                .put("model", generation.model())
                .put("created_at", Instant.now().toString())
                .put("message", message)
                .put("done", true)
                .put("done_reason", generation.finishReason())
                .put("total_duration", Duration.ofSeconds(1).toNanos())
                .put("prompt_eval_count", generation.promptTokens())
                .put("eval_count", generation.tokens());
    }
}
