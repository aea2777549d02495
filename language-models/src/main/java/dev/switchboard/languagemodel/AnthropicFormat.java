package dev.switchboard.languagemodel;

import static dev.switchboard.languagemodel.ResponseJson.failed;
import static dev.switchboard.languagemodel.ResponseJson.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.common.wire.Json;
import dev.switchboard.languagemodel.ModelHttp.CallFailedException;
import dev.switchboard.languagemodel.ModelHttp.Reading;
import dev.switchboard.languagemodel.ModelResult.Failure;
import dev.switchboard.languagemodel.ModelResult.Usage;
import java.util.Optional;
import java.util.Set;

/**
 * Anthropic's wire format. langchain4j 1.18.0 fails on an answer without content or usage, puts
 * line breaks between the blocks of one text, and passes on what came before a refusal.
 */
final class AnthropicFormat implements ModelHttp.WireFormat {
    private static final Set<String> CUT_OFF =
            Set.of("max_tokens", "model_context_window_exceeded");

    @Override
    public Reading read(String body) {
        var answer = ResponseJson.object(body);
        if (answer.path("error").isObject() && !answer.has("content")) {
            throw new CallFailedException(failure(status(answer), answer));
        }
        var stopReason = answer.path("stop_reason").asText("");
        var usage = usage(answer);
        if (stopReason.equals("refusal")) {
            throw failed(FailureCode.BLOCKED, "the model refuses", usage);
        }
        var text = ResponseJson.joinedTexts(answer.path("content"));
        if (text.isBlank()) {
            throw failed(
                    FailureCode.EMPTY,
                    "no text, finished by " + usage.finishReason().orElse("nothing"),
                    usage);
        }
        return new Reading(
                normalized(
                        text,
                        answer,
                        CUT_OFF.contains(stopReason) ? "max_tokens" : "end_turn",
                        usage),
                usage);
    }

    /** Status of an error that comes in the body of a 200. */
    private static int status(JsonNode answer) {
        return switch (answer.path("error").path("type").asText("")) {
            case "invalid_request_error" -> 400;
            case "authentication_error" -> 401;
            case "billing_error" -> 402;
            case "permission_error" -> 403;
            case "not_found_error" -> 404;
            case "request_too_large" -> 413;
            case "rate_limit_error" -> 429;
            default -> 500;
        };
    }

    /** Tokens read from the cache or written to it are no part of the input's. */
    private static Usage usage(JsonNode answer) {
        var counts = answer.path("usage");
        var cached = tokens(counts.path("cache_read_input_tokens"));
        return new Usage(
                tokens(counts.path("input_tokens")) + cached,
                cached,
                tokens(counts.path("cache_creation_input_tokens")),
                tokens(counts.path("output_tokens")),
                0,
                ResponseJson.name(answer.path("stop_reason")));
    }

    private static String normalized(String text, JsonNode answer, String stopReason, Usage usage) {
        var normalized = Json.mapper().createObjectNode();
        normalized.put("type", "message").put("role", "assistant").put("stop_reason", stopReason);
        ResponseJson.modelName(answer.path("model"))
                .ifPresent(model -> normalized.put("model", model));
        normalized.putArray("content").addObject().put("type", "text").put("text", text);
        normalized
                .putObject("usage")
                .put("input_tokens", usage.inputTokens())
                .put("output_tokens", usage.outputTokens());
        return normalized.toString();
    }

    @Override
    public Failure failure(int status, String body) {
        return failure(status, ResponseJson.parsed(body));
    }

    private static Failure failure(int status, JsonNode body) {
        var type = ResponseJson.firstName("no error type", body.path("error").path("type"));
        var code =
                type.equals("billing_error") ? FailureCode.ACCOUNT_REFUSED : ModelHttp.code(status);
        return new Failure(code, "HTTP " + status + " " + type, Optional.empty());
    }
}
