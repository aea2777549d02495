package dev.switchboard.simulator.model;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Anthropic's messages, unstreamed. */
final class AnthropicWire implements ProviderWire {
    private static final List<String> ROLES = List.of("user", "assistant");

    @Override
    public void route(Router router, Handler<RoutingContext> calls) {
        router.post("/v1/messages").handler(calls);
    }

    @Override
    public Optional<ErrorResponse> keyRefusal(RoutingContext context, String expected) {
        var key = context.request().getHeader("x-api-key");
        if (key == null || !expected.isEmpty() && !expected.equals(key)) {
            return Optional.of(error(401, "authentication_error", "invalid x-api-key"));
        }
        return context.request().getHeader("anthropic-version") == null
                ? Optional.of(invalid("anthropic-version: header is required"))
                : Optional.empty();
    }

    /** Unlike other providers Anthropic needs the bound, and a user's message as the first. */
    @Override
    public Optional<ErrorResponse> formRefusal(JsonObject request) {
        if (Boolean.TRUE.equals(request.getValue("stream"))) {
            return Optional.of(invalid("stream: no streams here"));
        }
        if (RequestJson.whole(request, "max_tokens").isEmpty()) {
            return Optional.of(invalid("max_tokens: Field required"));
        }
        return ChatMessages.problem(request, ROLES)
                .or(() ->
                        RequestJson.objects(request.getValue("messages"))
                                        .getFirst()
                                        .getValue("role")
                                        .equals("user")
                                ? Optional.empty()
                                : Optional.of("messages: first message must use the user role"))
                .map(AnthropicWire::invalid);
    }

    private static ErrorResponse invalid(String message) {
        return error(400, "invalid_request_error", message);
    }

    @Override
    public ErrorResponse error(int status, @Nullable String code) {
        return error(status, code == null ? type(status) : code, "simulated");
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case 529 -> "overloaded_error";
            default -> status >= 500 ? "api_error" : "invalid_request_error";
        };
    }

    private static ErrorResponse error(int status, String type, String message) {
        var error = new JsonObject().put("type", type).put("message", message);
        return new ErrorResponse(
                status,
                new JsonObject()
                        .put("type", "error")
                        .put("error", error)
                        .put("request_id", "req_simulated"));
    }

    @Override
    public String model(RoutingContext context, JsonObject request) {
        return RequestJson.text(request, "model");
    }

    @Override
    public ModelPrompt prompt(JsonObject request) {
        var system = request.getValue("system");
        return ChatMessages.prompt(
                request,
                system == null ? "" : String.join("\n", ChatMessages.texts(system)),
                request,
                "max_tokens");
    }

    @Override
    public String finishReason(boolean cut) {
        return cut ? "max_tokens" : "end_turn";
    }

    @Override
    public boolean hasText(String finishReason) {
        return !finishReason.equals("refusal");
    }

    @Override
    public JsonObject answer(Generation generation) {
        var content = new JsonArray();
        if (generation.blockReason().isEmpty() && !generation.text().isEmpty()) {
            content.add(new JsonObject().put("type", "text").put("text", generation.text()));
        }
        return new JsonObject()
                .put("id", "msg_" + generation.id())
                .put("type", "message")
                .put("role", "assistant")
                .put("model", generation.model())
                .put("content", content)
                .put(
                        "stop_reason",
                        generation.blockReason().isPresent()
                                ? "refusal"
                                : generation.finishReason())
                .putNull("stop_sequence")
                .put(
                        "usage",
                        new JsonObject()
                                .put("input_tokens", generation.promptTokens())
                                .put("output_tokens", generation.tokens())
                                .put("cache_creation_input_tokens", 0)
                                .put("cache_read_input_tokens", 0));
    }
}
