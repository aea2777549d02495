package dev.switchboard.aiworker.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Supported providers of models, each with its model. */
public enum ModelProvider {
    GEMINI(GeminiModel::new);

    private final Function<ModelSettings, ReplyModel> factory;

    ModelProvider(Function<ModelSettings, ReplyModel> factory) {
        this.factory = factory;
    }

    /** The provider that {@code AI_PROVIDER} names, in any case. */
    public static Optional<ModelProvider> named(String name) {
        return Arrays.stream(values())
                .filter(provider -> provider.settingName().equalsIgnoreCase(name.strip()))
                .findFirst();
    }

    /** All names, for an error message. */
    public static String names() {
        return Arrays.stream(values())
                .map(ModelProvider::settingName)
                .collect(Collectors.joining(", "));
    }

    /** The spelling of {@code AI_PROVIDER}. */
    public String settingName() {
        return name().toLowerCase(Locale.ROOT);
    }

    ReplyModel create(ModelSettings settings) {
        return factory.apply(settings);
    }
}
