package dev.switchboard.simulator.model;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Answer of the model, before it has a provider's form. */
record Generation(
        String model,
        String id,
        String text,
        String finishReason,
        Optional<String> blockReason,
        int promptTokens) {
    private static final int CHUNK_TOKENS = 12;

    /**
     * A scripted reply is not changed; a generated one is cut at the request's limit.
     *
     * @param call the number of the call in the record
     */
    static Generation of(
            ProviderWire wire,
            String model,
            ModelPrompt prompt,
            ModelScript script,
            Answerer answerer,
            long call) {
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
        var reason = script.finishReason().orElse(wire.finishReason(cut));
        return new Generation(
                model,
                UUID.randomUUID().toString().replace("-", "").substring(0, 24),
                wire.hasText(reason) && script.blockReason().isEmpty() ? text : "",
                reason,
                script.blockReason(),
                Tokens.count(prompt.allText()));
    }

    int tokens() {
        return Tokens.count(text);
    }

    /** The text in pieces of a stream; one that is empty where there is no text. */
    List<String> chunks() {
        return text.isEmpty() ? List.of("") : Tokens.chunks(text, CHUNK_TOKENS);
    }
}
