package dev.switchboard.aiworker.model;

import java.util.Locale;
import java.util.function.Function;

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

    ReplyModel create(ModelProfile profile) {
        return factory.apply(profile);
    }
}
