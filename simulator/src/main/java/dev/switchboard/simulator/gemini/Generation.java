package dev.switchboard.simulator.gemini;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Answer of the model in the form of Gemini's GenerateContentResponse. */
record Generation(
        String model,
        String id,
        String text,
        String finishReason,
        Optional<String> blockReason,
        int promptTokens) {
    private static final Set<String> REASONS_WITH_TEXT = Set.of("STOP", "MAX_TOKENS");
    private static final int CHUNK_TOKENS = 12;

    /**
     * A scripted reply is not changed; a generated one is cut at the request's limit.
     *
     * @param call the number of the call in the record
     */
    static Generation of(
            String model, GeminiPrompt prompt, ModelScript script, Answerer answerer, long call) {
        var scripted =
                script.reply()
                        .or(() ->
                                script.echo()
                                        .map(it -> it.answer(call, Conversation.of(prompt).now())));
        var full = scripted.orElseGet(() -> answerer.answer(prompt));
        var limit =
                scripted.isPresent()
                        ? Integer.MAX_VALUE
                        : prompt.maxOutputTokens().orElse(Integer.MAX_VALUE);
        var text = Tokens.first(full, limit);
        var cut = text.length() < full.length();
        var reason = script.finishReason().orElse(cut ? "MAX_TOKENS" : "STOP");
        return new Generation(
                model,
                UUID.randomUUID().toString().replace("-", "").substring(0, 24),
                REASONS_WITH_TEXT.contains(reason) && script.blockReason().isEmpty() ? text : "",
                reason,
                script.blockReason(),
                Tokens.count(prompt.allText()));
    }

    int tokens() {
        return Tokens.count(text);
    }

    JsonObject whole() {
        return chunk(text, true);
    }

    /** Chunks of the streamed answer; only the last has the finish reason. */
    List<JsonObject> chunks() {
        var texts = Tokens.chunks(text, CHUNK_TOKENS);
        if (texts.isEmpty()) {
            return List.of(whole());
        }
        var chunks = new ArrayList<JsonObject>();
        for (int i = 0; i < texts.size(); i++) {
            chunks.add(chunk(texts.get(i), i == texts.size() - 1));
        }
        return chunks;
    }

    private JsonObject chunk(String part, boolean last) {
        var answer = new JsonObject();
        if (blockReason.isPresent()) {
            answer.put("promptFeedback", new JsonObject().put("blockReason", blockReason.get()));
        } else {
            answer.put("candidates", new JsonArray().add(candidate(part, last)));
        }
        return answer.put("usageMetadata", usage())
                .put("modelVersion", model)
                .put("responseId", id);
    }

    private JsonObject candidate(String part, boolean last) {
        var candidate = new JsonObject();
        if (!part.isEmpty()) {
            var parts = new JsonArray().add(new JsonObject().put("text", part));
            candidate.put("content", new JsonObject().put("parts", parts).put("role", "model"));
        }
        if (last) {
            candidate.put("finishReason", finishReason);
        }
        return candidate.put("index", 0);
    }

    private JsonObject usage() {
        var modality = new JsonObject().put("modality", "TEXT").put("tokenCount", promptTokens);
        return new JsonObject()
                .put("promptTokenCount", promptTokens)
                .put("candidatesTokenCount", tokens())
                .put("totalTokenCount", promptTokens + tokens())
                .put("promptTokensDetails", new JsonArray().add(modality));
    }
}
