package dev.switchboard.aiworker.model;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Supported providers of models, each with its model. */
public enum ModelProvider {
    GEMINI(GeminiModel::new);

    private final Function<ModelProfile, ReplyModel> factory;

    ModelProvider(Function<ModelProfile, ReplyModel> factory) {
        this.factory = factory;
    }

    /** The spelling of {@code AI_PROVIDER}. */
    public String settingName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The provider of this spelling, if there is one. */
    public static Optional<ModelProvider> named(String settingName) {
        return Stream.of(values())
                .filter(provider -> provider.settingName().equals(settingName))
                .findFirst();
    }

    ReplyModel create(ModelProfile profile) {
        return factory.apply(profile);
    }
}
