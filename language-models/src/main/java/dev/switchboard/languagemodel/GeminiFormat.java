package dev.switchboard.languagemodel;

import static dev.switchboard.languagemodel.ResponseJson.failed;
import static dev.switchboard.languagemodel.ResponseJson.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchboard.common.wire.Json;
import dev.switchboard.languagemodel.ModelHttp.CallFailedException;
import dev.switchboard.languagemodel.ModelHttp.Reading;
import dev.switchboard.languagemodel.ModelResult.Failure;
import dev.switchboard.languagemodel.ModelResult.Usage;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Gemini's wire format, normalized to the form that langchain4j can read. Its version 1.18.0 fails
 * on an answer without candidates, finish reason or usage and on a finish reason it does not know,
 * and puts blank lines between the parts of one text.
 */
final class GeminiFormat implements ModelHttp.WireFormat {
    private static final Set<String> NORMAL_FINISH_REASONS = Set.of("STOP", "MAX_TOKENS");
    private static final Set<String> BLOCKED_FINISH_REASONS =
            Set.of(
                    "SAFETY",
                    "RECITATION",
                    "LANGUAGE",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT",
                    "IMAGE_RECITATION");

    @Override
    public Reading read(String body) {
        var answer = answer(body);
        var usage = usage(answer);
        var candidate = candidate(answer, usage);
        var finishReason = candidate.path("finishReason").asText();
        if (BLOCKED_FINISH_REASONS.contains(finishReason)) {
            throw failed(FailureCode.BLOCKED, "the answer was blocked: " + finishReason, usage);
        }
        return new Reading(normalized(answer, candidate, finishReason, usage), usage);
    }

    /** Also looks for an error that a proxy passes on as the body of a 200. */
    private static ObjectNode answer(String body) {
        var parsed = ResponseJson.parsed(body);
        var error = error(parsed);
        if (error.isObject() && !parsed.has("candidates")) {
            throw new CallFailedException(failure(error.path("code").asInt(500), error));
        }
        if (parsed instanceof ObjectNode answer) {
            return answer;
        }
        throw failed(FailureCode.UNREADABLE, "not a JSON object");
    }

    /**
     * A prompt is blocked where Gemini gives a reason for it; otherwise an answer without
     * candidates is an empty one.
     */
    private static JsonNode candidate(JsonNode answer, Usage usage) {
        var candidate = answer.path("candidates").path(0);
        if (candidate.isObject()) {
            return candidate;
        }
        var reason = ResponseJson.firstName("", answer.path("promptFeedback").path("blockReason"));
        throw reason.isEmpty() || reason.equals("BLOCK_REASON_UNSPECIFIED")
                ? failed(FailureCode.EMPTY, "an answer without candidates", usage)
                : failed(FailureCode.BLOCKED, "the prompt was blocked: " + reason, usage);
    }

    /** Cached tokens are part of the prompt's, thoughts no part of the candidates'. */
    private static Usage usage(JsonNode answer) {
        var counts = answer.path("usageMetadata");
        return new Usage(
                tokens(counts.path("promptTokenCount")),
                tokens(counts.path("cachedContentTokenCount")),
                0,
                tokens(counts.path("candidatesTokenCount")),
                tokens(counts.path("thoughtsTokenCount")),
                audioTokens(counts),
                ResponseJson.name(answer.path("candidates").path(0).path("finishReason")));
    }

    private static int audioTokens(JsonNode counts) {
        return counts.path("promptTokensDetails")
                .valueStream()
                .filter(detail -> detail.path("modality").asText("").equals("AUDIO"))
                .mapToInt(detail -> tokens(detail.path("tokenCount")))
                .sum();
    }

    private static String normalized(
            JsonNode answer, JsonNode candidate, String finishReason, Usage usage) {
        var normalized = Json.mapper().createObjectNode();
        normalized
                .putArray("candidates")
                .addObject()
                .put("index", 0)
                .put(
                        "finishReason",
                        NORMAL_FINISH_REASONS.contains(finishReason) ? finishReason : "OTHER")
                .putObject("content")
                .put("role", "model")
                .putArray("parts")
                .addObject()
                .put("text", text(candidate));
        normalized
                .putObject("usageMetadata")
                .put("promptTokenCount", usage.inputTokens())
                .put("candidatesTokenCount", usage.outputTokens())
                .put("totalTokenCount", usage.inputTokens() + usage.outputTokens());
        ResponseJson.modelName(answer.path("modelVersion"))
                .ifPresent(model -> normalized.put("modelVersion", model));
        return normalized.toString();
    }

    private static String text(JsonNode candidate) {
        var text = new StringBuilder();
        for (var part : candidate.path("content").path("parts")) {
            if (!part.path("thought").asBoolean()) {
                text.append(part.path("text").asText(""));
            }
        }
        return text.toString();
    }

    /** A bad key is a 400 at Gemini, an unknown model a 404. */
    @Override
    public Failure failure(int status, String body) {
        return failure(status, error(ResponseJson.parsed(body)));
    }

    private static Failure failure(int status, JsonNode error) {
        return new Failure(
                isBadKey(error) ? FailureCode.ACCOUNT_REFUSED : ModelHttp.code(status),
                "HTTP "
                        + status
                        + " "
                        + ResponseJson.firstName("no status name", error.path("status")),
                retryDelay(error));
    }

    private static boolean isBadKey(JsonNode error) {
        return error.path("details")
                .valueStream()
                .anyMatch(detail -> detail.path("reason").asText("").startsWith("API_KEY_"));
    }

    private static Optional<Duration> retryDelay(JsonNode error) {
        return error.path("details")
                .valueStream()
                .flatMap(detail -> RetryAfter.seconds(detail.path("retryDelay").asText()).stream())
                .findFirst();
    }

    /** The body is an object or, seen from proxies of Vertex, an array of one object. */
    private static JsonNode error(JsonNode body) {
        return (body.isArray() ? body.path(0) : body).path("error");
    }
}
