package dev.switchboard.aiworker.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchboard.aiworker.model.ModelHttp.CallFailedException;
import dev.switchboard.aiworker.model.ModelResult.Failure;
import dev.switchboard.common.wire.Json;
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
    public String normalized(String body) {
        var answer = answer(body);
        var candidate = candidate(answer);
        var finishReason = candidate.path("finishReason").asText();
        if (BLOCKED_FINISH_REASONS.contains(finishReason)) {
            throw failed(FailureCode.BLOCKED, "the answer was blocked: " + finishReason);
        }
        if (!NORMAL_FINISH_REASONS.contains(finishReason)) {
            candidate.put("finishReason", "OTHER");
        }
        joinParts(candidate);
        if (!answer.path("usageMetadata").isObject()) {
            answer.putObject("usageMetadata");
        }
        return answer.toString();
    }

    /** Also looks for an error that a proxy passes on as the body of a 200. */
    private static ObjectNode answer(String body) {
        var parsed = parsed(body).orElseThrow(() -> failed(FailureCode.UNREADABLE, "not JSON"));
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
    private static ObjectNode candidate(ObjectNode answer) {
        if (answer.path("candidates").path(0) instanceof ObjectNode candidate) {
            return candidate;
        }
        var reason = answer.path("promptFeedback").path("blockReason").asText("");
        throw reason.isBlank() || reason.equals("BLOCK_REASON_UNSPECIFIED")
                ? failed(FailureCode.EMPTY, "an answer without candidates")
                : failed(FailureCode.BLOCKED, "the prompt was blocked: " + reason);
    }

    private static void joinParts(ObjectNode candidate) {
        var text = new StringBuilder();
        for (var part : candidate.path("content").path("parts")) {
            if (!part.path("thought").asBoolean()) {
                text.append(part.path("text").asText(""));
            }
        }
        var content = candidate.putObject("content").put("role", "model");
        content.putArray("parts").addObject().put("text", text.toString());
    }

    /** A bad key is a 400 at Gemini, an unknown model a 404. */
    @Override
    public Failure failure(int status, String body) {
        return failure(status, error(parsed(body).orElse(MissingNode.getInstance())));
    }

    private static Failure failure(int status, JsonNode error) {
        return new Failure(
                ModelHttp.code(status),
                "HTTP " + status + " " + error.path("status").asText("no status name"),
                retryDelay(error));
    }

    private static Optional<Duration> retryDelay(JsonNode error) {
        return error.path("details")
                .valueStream()
                .flatMap(detail -> ModelHttp.seconds(detail.path("retryDelay").asText()).stream())
                .findFirst();
    }

    /** The body is an object or, seen from proxies of Vertex, an array of one object. */
    private static JsonNode error(JsonNode body) {
        return (body.isArray() ? body.path(0) : body).path("error");
    }

    private static Optional<JsonNode> parsed(String body) {
        try {
            return Optional.of(Json.mapper().readTree(body));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static CallFailedException failed(FailureCode code, String detail) {
        return new CallFailedException(Failure.of(code, detail));
    }
}
