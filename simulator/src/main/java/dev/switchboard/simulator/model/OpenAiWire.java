package dev.switchboard.simulator.model;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** OpenAI's chat completions, unstreamed, which many other providers' APIs are like. */
final class OpenAiWire implements ProviderWire {
    private static final List<String> ROLES =
            List.of("system", "developer", "user", "assistant", "tool");

    @Override
    public void route(Router router, Handler<RoutingContext> calls) {
        router.post("/v1/chat/completions").handler(calls);
        router.post("/chat/completions").handler(calls);
    }

    @Override
    public Optional<ErrorResponse> keyRefusal(RoutingContext context, String expected) {
        var header = context.request().getHeader("Authorization");
        if (header == null || !header.startsWith("Bearer ")) {
            return Optional.of(
                    error(401, "invalid_request_error", null, "You didn't provide an API key."));
        }
        return expected.isEmpty() || header.equals("Bearer " + expected)
                ? Optional.empty()
                : Optional.of(
                        error(
                                401,
                                "invalid_request_error",
                                "invalid_api_key",
                                "Incorrect API key provided."));
    }

    @Override
    public Optional<ErrorResponse> formRefusal(JsonObject request) {
        if (Boolean.TRUE.equals(request.getValue("stream"))) {
            return Optional.of(error(400, "invalid_request_error", null, "No streams here."));
        }
        return ChatMessages.problem(request, ROLES)
                .map(problem -> error(400, "invalid_request_error", null, problem));
    }

    @Override
    public ErrorResponse error(int status, @Nullable String code) {
        return switch (status) {
            case 401 ->
                    error(401, "invalid_request_error", or(code, "invalid_api_key"), "Bad key.");
            case 404 ->
                    error(404, "invalid_request_error", or(code, "model_not_found"), "No model.");
            case 429 ->
                    "insufficient_quota".equals(code)
                            ? error(
                                    429,
                                    "insufficient_quota",
                                    code,
                                    "You exceeded your current quota.")
                            : error(
                                    429,
                                    "requests",
                                    or(code, "rate_limit_exceeded"),
                                    "Rate limit reached for requests.");
            default ->
                    status >= 500
                            ? error(status, "server_error", code, "The server had an error.")
                            : error(status, "invalid_request_error", code, "Invalid request.");
        };
    }

    private static String or(@Nullable String code, String usual) {
        return code == null ? usual : code;
    }

    private static ErrorResponse error(
            int status, String type, @Nullable String code, String message) {
        var error =
                new JsonObject()
                        .put("message", message)
                        .put("type", type)
                        .putNull("param")
                        .put("code", code);
        return new ErrorResponse(status, new JsonObject().put("error", error));
    }

    @Override
    public String model(RoutingContext context, JsonObject request) {
        return RequestJson.text(request, "model");
    }

    @Override
    public ModelPrompt prompt(JsonObject request) {
        var bound =
                request.containsKey("max_completion_tokens")
                        ? "max_completion_tokens"
                        : "max_tokens";
        return ChatMessages.prompt(request, "", request, bound);
    }

    @Override
    public String finishReason(boolean cut) {
        return cut ? "length" : "stop";
    }

    @Override
    public boolean hasText(String finishReason) {
        return !finishReason.equals("content_filter");
    }

    @Override
    public JsonObject answer(Generation generation) {
        var refusal = generation.blockReason().map("I can't help with that: "::concat);
        var message =
                new JsonObject()
                        .put("role", "assistant")
                        .put("content", refusal.isPresent() ? null : generation.text())
                        .put("refusal", refusal.orElse(null));
        var choice =
                new JsonObject()
                        .put("index", 0)
                        .put("message", message)
                        .putNull("logprobs")
                        .put("finish_reason", generation.finishReason());
        return new JsonObject()
                .put("id", "chatcmpl-" + generation.id())
                .put("object", "chat.completion")
                .put("created", Instant.now().getEpochSecond())
                .put("model", generation.model())
                .put("choices", new JsonArray().add(choice))
                .put("usage", usage(generation));
    }

    private static JsonObject usage(Generation generation) {
        return new JsonObject()
                .put("prompt_tokens", generation.promptTokens())
                .put("completion_tokens", generation.tokens())
                .put("total_tokens", generation.promptTokens() + generation.tokens())
                .put("prompt_tokens_details", new JsonObject().put("cached_tokens", 0))
                .put("completion_tokens_details", new JsonObject().put("reasoning_tokens", 0));
    }
}
