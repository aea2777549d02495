package dev.switchboard.simulator.model;

import static dev.switchboard.simulator.model.RequestJson.object;
import static dev.switchboard.simulator.model.RequestJson.objects;

import dev.switchboard.simulator.input.Route;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gemini's generateContent and streamGenerateContent. */
final class GeminiWire implements ProviderWire {
    private static final String MODEL = "/v1(?:beta)?/models/(?<model>[^/:]+):";
    private static final String STREAM = "streamGenerateContent";
    private static final Set<String> REASONS_WITH_TEXT = Set.of("STOP", "MAX_TOKENS");
    private static final String RPC = "type.googleapis.com/google.rpc.";

    @Override
    public void route(Router router, Handler<RoutingContext> calls) {
        router.postWithRegex(MODEL + "generateContent").handler(calls);
        router.postWithRegex(MODEL + STREAM).handler(calls);
    }

    @Override
    public Optional<ErrorResponse> keyRefusal(RoutingContext context, String expected) {
        var header = context.request().getHeader("x-goog-api-key");
        var key = header == null ? context.request().getParam("key") : header;
        if (key == null || key.isEmpty()) {
            return Optional.of(
                    error(
                            403,
                            "PERMISSION_DENIED",
                            "Method doesn't allow unregistered callers (callers without established"
                                    + " identity). Please use API Key or other form of API consumer"
                                    + " identity to call this API."));
        }
        if (!expected.isEmpty() && !expected.equals(key)) {
            return Optional.of(
                    error(
                            400,
                            "INVALID_ARGUMENT",
                            "API key not valid. Please pass a valid API key.",
                            new JsonObject()
                                    .put("@type", RPC + "ErrorInfo")
                                    .put("reason", "API_KEY_INVALID")
                                    .put("domain", "googleapis.com")));
        }
        return Optional.empty();
    }

    @Override
    public Optional<ErrorResponse> formRefusal(JsonObject request) {
        var contents = objects(request.getValue("contents"));
        if (contents.isEmpty()) {
            return Optional.of(
                    argument("* GenerateContentRequest.contents: contents is not specified"));
        }
        var roles = contents.stream().map(it -> it.getString("role", "user"));
        return roles.allMatch(it -> it.equals("user") || it.equals("model"))
                ? Optional.empty()
                : Optional.of(argument("Please use a valid role: user, model."));
    }

    @Override
    public ErrorResponse error(int status, @Nullable String code) {
        var name = code == null ? statusName(status) : code;
        return switch (status) {
            case 401 -> error(401, name, "Request had invalid authentication credentials.");
            case 403 -> error(403, name, "Permission denied.");
            case 404 -> error(404, name, "Requested entity was not found.");
            case 429 ->
                    error(
                            429,
                            name,
                            "You exceeded your current quota, please check your plan and billing"
                                    + " details.",
                            new JsonObject()
                                    .put("@type", RPC + "RetryInfo")
                                    .put("retryDelay", "1s"));
            case 503 -> error(503, name, "The model is overloaded. Please try again later.");
            case 504 -> error(504, name, "Deadline expired before operation could complete.");
            default ->
                    error(
                            status,
                            name,
                            status >= 500
                                    ? "An internal error has occurred."
                                    : "Request contains an invalid argument.");
        };
    }

    private static String statusName(int status) {
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 503 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> status >= 500 ? "INTERNAL" : "INVALID_ARGUMENT";
        };
    }

    private static ErrorResponse argument(String message) {
        return error(400, "INVALID_ARGUMENT", message);
    }

    private static ErrorResponse error(
            int code, String status, String message, JsonObject... details) {
        var error =
                new JsonObject().put("code", code).put("message", message).put("status", status);
        if (details.length > 0) {
            error.put("details", new JsonArray(List.of(details)));
        }
        return new ErrorResponse(code, new JsonObject().put("error", error));
    }

    @Override
    public String model(RoutingContext context, JsonObject request) {
        return Route.parameter(context, "model");
    }

    @Override
    public ModelPrompt prompt(JsonObject request) {
        var turns = new ArrayList<ModelPrompt.Turn>();
        for (JsonObject content : objects(request.getValue("contents"))) {
            turns.add(
                    new ModelPrompt.Turn(
                            !"model".equals(content.getValue("role")), texts(content)));
        }
        var system =
                object(request, "systemInstruction")
                        .or(() -> object(request, "system_instruction"));
        return new ModelPrompt(
                system.map(it -> String.join("\n", texts(it))).orElse(""),
                turns,
                object(request, "generationConfig")
                        .map(it -> RequestJson.whole(it, "maxOutputTokens"))
                        .orElse(OptionalInt.empty()));
    }

    private static List<String> texts(JsonObject content) {
        var texts = new ArrayList<String>();
        for (JsonObject part : objects(content.getValue("parts"))) {
            if (part.getValue("text") instanceof String text) {
                texts.add(text);
            } else if (part.getValue("inlineData") instanceof JsonObject data) {
                texts.add("[" + data.getString("mimeType", "file") + "]");
            }
        }
        return texts;
    }

    @Override
    public String finishReason(boolean cut) {
        return cut ? "MAX_TOKENS" : "STOP";
    }

    @Override
    public boolean hasText(String finishReason) {
        return REASONS_WITH_TEXT.contains(finishReason);
    }

    @Override
    public JsonObject answer(Generation generation) {
        return chunk(generation, generation.text(), true);
    }

    @Override
    public boolean isStreamed(RoutingContext context) {
        return Route.path(context).endsWith(STREAM);
    }

    /**
     * Server-sent events when asked for by {@code alt=sse}, whose lines end in CRLF as the real
     * service's do, else one JSON array.
     */
    @Override
    public StreamedBody streamed(RoutingContext context, Generation generation) {
        var chunks = chunks(generation);
        if ("sse".equals(context.request().getParam("alt"))) {
            return new StreamedBody(
                    "text/event-stream",
                    chunks.stream()
                            .map(it -> Buffer.buffer("data: " + it.encode() + "\r\n\r\n"))
                            .toList());
        }
        var pieces = new ArrayList<Buffer>();
        for (int i = 0; i < chunks.size(); i++) {
            pieces.add(
                    Buffer.buffer(i == 0 ? "[" : ",\r\n")
                            .appendString(chunks.get(i).encode())
                            .appendString(i == chunks.size() - 1 ? "]" : ""));
        }
        return new StreamedBody("application/json", pieces);
    }

    /** Chunks of the streamed answer; only the last has the finish reason. */
    private static List<JsonObject> chunks(Generation generation) {
        var texts = generation.chunks();
        var chunks = new ArrayList<JsonObject>();
        for (int i = 0; i < texts.size(); i++) {
            chunks.add(chunk(generation, texts.get(i), i == texts.size() - 1));
        }
        return chunks;
    }

    private static JsonObject chunk(Generation generation, String part, boolean last) {
        var answer = new JsonObject();
        if (generation.blockReason().isPresent()) {
            answer.put(
                    "promptFeedback",
                    new JsonObject().put("blockReason", generation.blockReason().get()));
        } else {
            answer.put("candidates", new JsonArray().add(candidate(generation, part, last)));
        }
        return answer.put("usageMetadata", usage(generation))
                .put("modelVersion", generation.model())
                .put("responseId", generation.id());
    }

    private static JsonObject candidate(Generation generation, String part, boolean last) {
        var candidate = new JsonObject();
        if (!part.isEmpty()) {
            var parts = new JsonArray().add(new JsonObject().put("text", part));
            candidate.put("content", new JsonObject().put("parts", parts).put("role", "model"));
        }
        if (last) {
            candidate.put("finishReason", generation.finishReason());
        }
        return candidate.put("index", 0);
    }

    private static JsonObject usage(Generation generation) {
        var prompt = generation.promptTokens();
        var modality = new JsonObject().put("modality", "TEXT").put("tokenCount", prompt);
        return new JsonObject()
                .put("promptTokenCount", prompt)
                .put("candidatesTokenCount", generation.tokens())
                .put("totalTokenCount", prompt + generation.tokens())
                .put("promptTokensDetails", new JsonArray().add(modality));
    }
}
