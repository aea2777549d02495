package dev.switchboard.languagemodel;

import static dev.switchboard.languagemodel.ResponseJson.failed;
import static dev.switchboard.languagemodel.ResponseJson.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.common.wire.Json;
import dev.switchboard.languagemodel.ModelHttp.Reading;
import dev.switchboard.languagemodel.ModelResult.Failure;
import dev.switchboard.languagemodel.ModelResult.Usage;

/**
 * Ollama's wire format. An error may come in the body of a 200, on which langchain4j 1.18.0 fails.
 */
final class OllamaFormat implements ModelHttp.WireFormat {

    @Override
    public Reading read(String body) {
        var answer = ResponseJson.object(body);
        if (answer.hasNonNull("error")) {
            throw failed(FailureCode.OVERLOADED, "an error in the body of a 200");
        }
        if (!answer.path("done").asBoolean(true)) {
            throw failed(FailureCode.UNREADABLE, "an answer without its end");
        }
        var usage = usage(answer);
        var text = ResponseJson.withoutThoughts(answer.path("message").path("content").asText(""));
        if (text.isBlank()) {
            throw failed(
                    FailureCode.EMPTY,
                    "no text, finished by " + usage.finishReason().orElse("nothing"),
                    usage);
        }
        return new Reading(normalized(text, answer, usage), usage);
    }

    private static Usage usage(JsonNode answer) {
        return new Usage(
                tokens(answer.path("prompt_eval_count")),
                0,
                0,
                tokens(answer.path("eval_count")),
                0,
                ResponseJson.name(answer.path("done_reason")));
    }

    private static String normalized(String text, JsonNode answer, Usage usage) {
        var normalized = Json.mapper().createObjectNode();
        ResponseJson.modelName(answer.path("model"))
                .ifPresent(model -> normalized.put("model", model));
        normalized
                .put("done", true)
                .put(
                        "done_reason",
                        answer.path("done_reason").asText("").equals("length") ? "length" : "stop")
                .put("prompt_eval_count", usage.inputTokens())
                .put("eval_count", usage.outputTokens());
        normalized.putObject("message").put("role", "assistant").put("content", text);
        return normalized.toString();
    }

    /** The error is a sentence, which may quote anything. */
    @Override
    public Failure failure(int status, String body) {
        return Failure.of(ModelHttp.code(status), "HTTP " + status);
    }
}
