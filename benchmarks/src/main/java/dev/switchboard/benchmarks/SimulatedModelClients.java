package dev.switchboard.benchmarks;

import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.languagemodel.ModelProfile;
import dev.switchboard.languagemodel.ModelProvider;
import dev.switchboard.languagemodel.Prompt;
import dev.switchboard.languagemodel.ReplyModel;
import dev.switchboard.languagemodel.SessionTokens;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Clients of the models that a simulator is.
 *
 * @param url the simulator's base URL
 * @param key the key that it accepts
 */
record SimulatedModelClients(String url, String key) {
    private static final int MAX_TOKENS = 1_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    ReplyModel model(ModelProvider provider) {
        return provider.create(
                new ModelProfile(
                        provider,
                        Optional.of("simulated"),
                        Optional.of(URI.create(url + path(provider))),
                        Optional.of(key),
                        MAX_TOKENS,
                        OptionalDouble.empty(),
                        OptionalInt.empty(),
                        TIMEOUT),
                SessionTokens.NONE);
    }

    private static String path(ModelProvider provider) {
        return switch (provider) {
            case GEMINI -> "/v1beta";
            case OPENAI, ANTHROPIC, CUSTOM -> "/v1";
            case PERPLEXITY, OLLAMA, ASKYOURDATABASE -> "";
        };
    }

    /** A customer's question in a conversation of its own. */
    static Prompt prompt(String question) {
        return new Prompt(
                        "You answer the customers of a business.",
                        List.of(new Prompt.Entry(Prompt.Side.CUSTOMER, question)))
                .of(new ConversationId(UUID.randomUUID()));
    }
}
