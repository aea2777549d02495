package dev.switchboard.aiworker.model;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the model that the settings name. */
final class ModelChoice {

    @Produces
    @Singleton
    PatientModel model(ModelConfig config, MeterRegistry meters) {
        var provider =
                Provider.named(config.provider())
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "AI_PROVIDER must be one of "
                                                + Provider.names()
                                                + ": "
                                                + config.provider()));
        return new PatientModel(made(provider, config), Patience.of(config), meters);
    }

    private static ReplyModel made(Provider provider, ModelConfig config) {
        return switch (provider) {
            case GEMINI -> new GeminiModel(config);
        };
    }
}
