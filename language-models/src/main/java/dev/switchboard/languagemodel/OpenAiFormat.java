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
 * Wire format of OpenAI's chat completions and of the many APIs that are like it. langchain4j
 * 1.18.0 takes an answer without choices for a fault of the provider, and loses a refusal's usage.
 */
final class OpenAiFormat implements ModelHttp.WireFormat {
    private static final String CONTENT_FILTER = "content_filter";
    private static final String LENGTH = "length";

    /** Codes of a 400 for a prompt that a provider does not want to answer. */
    private static final Set<String> BLOCKED_CODES =
            Set.of(CONTENT_FILTER, "content_policy_violation");

    /** Codes of a 429 that waiting does not help. */
    private static final Set<String> NO_CREDIT =
            Set.of("insufficient_quota", "billing_hard_limit_reached");

    @Override
    public Reading read(String body) {
        var answer = ResponseJson.object(body);
        var choice = answer.path("choices").path(0);
        if (!choice.isObject() && answer.hasNonNull("error")) {
            throw new CallFailedException(failure(status(answer.path("error")), answer));
        }
        var finishReason = choice.path("finish_reason").asText("");
        var usage = usage(answer.path("usage"), choice);
        if (finishReason.equals(CONTENT_FILTER)) {
            throw failed(FailureCode.BLOCKED, "the answer was blocked: content_filter", usage);
        }
        if (finishReason.equals("error")) {
            throw failed(FailureCode.OVERLOADED, "the answer broke off by an error", usage);
        }
        var message = choice.path("message");
        if (!message.path("refusal").asText("").isBlank()) {
            throw failed(FailureCode.BLOCKED, "the model refuses", usage);
        }
        var text = ResponseJson.withoutThoughts(ResponseJson.joinedTexts(message.path("content")));
        if (text.isBlank()) {
            throw failed(
                    FailureCode.EMPTY,
                    "no text, finished by " + usage.finishReason().orElse("nothing"),
                    usage);
        }
        return new Reading(
                normalized(
                        CitedSources.appended(text, answer),
                        answer,
                        finishReason.equals(LENGTH) ? LENGTH : "stop",
                        usage),
                usage);
    }

    /** Status of an error that comes in the body of a 200: some servers give it as the code. */
    private static int status(JsonNode error) {
        var code = error.path("code");
        if (code.asText("").equals("rate_limit_exceeded")) {
            return 429;
        }
        return code.asInt() >= 400 && code.asInt() < 600 ? code.asInt() : 500;
    }

    /**
     * Cached tokens are part of the prompt's, and reasoning is part of the completion's. Perplexity
     * counts reasoning apart, DeepSeek cached tokens.
     */
    private static Usage usage(JsonNode counts, JsonNode choice) {
        var completion = tokens(counts.path("completion_tokens"));
        var reasoning = tokens(counts.path("completion_tokens_details").path("reasoning_tokens"));
        var apart = tokens(counts.path("reasoning_tokens"));
        var cached = counts.path("prompt_tokens_details").path("cached_tokens");
        return new Usage(
                tokens(counts.path("prompt_tokens")),
                tokens(cached.isNumber() ? cached : counts.path("prompt_cache_hit_tokens")),
                0,
                Math.max(0, completion - reasoning),
                reasoning > 0 ? reasoning : apart,
                tokens(counts.path("prompt_tokens_details").path("audio_tokens")),
                ResponseJson.name(choice.path("finish_reason")));
    }

    private static String normalized(
            String text, JsonNode answer, String finishReason, Usage usage) {
        var normalized = Json.mapper().createObjectNode();
        ResponseJson.modelName(answer.path("model"))
                .ifPresent(model -> normalized.put("model", model));
        normalized
                .putArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", finishReason)
                .putObject("message")
                .put("role", "assistant")
                .put("content", text);
        normalized
                .putObject("usage")
                .put("prompt_tokens", usage.inputTokens())
                .put("completion_tokens", usage.outputTokens())
                .put("total_tokens", usage.inputTokens() + usage.outputTokens());
        return normalized.toString();
    }

    @Override
    public Failure failure(int status, String body) {
        return failure(status, ResponseJson.parsed(body));
    }

    private static Failure failure(int status, JsonNode body) {
        var error = body.path("error");
        var name =
                ResponseJson.firstName(
                        "no error code",
                        error.path("code"),
                        error.path("type"),
                        error,
                        body.path("detail").path(0).path("type"));
        return new Failure(code(status, error), "HTTP " + status + " " + name, Optional.empty());
    }

    private static FailureCode code(int status, JsonNode error) {
        var code = error.path("code").asText("");
        if (NO_CREDIT.contains(code) || NO_CREDIT.contains(error.path("type").asText(""))) {
            return FailureCode.ACCOUNT_REFUSED;
        }
        return status == 400 && BLOCKED_CODES.contains(code)
                ? FailureCode.BLOCKED
                : ModelHttp.code(status);
    }
}
