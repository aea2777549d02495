package dev.switchboard.aiworker.model;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the model that the settings name. */
final class ModelChoice {

    @Produces
    @Singleton
    PatientModel model(ModelSettings settings, MeterRegistry meters) {
        var provider =
                Provider.named(settings.provider())
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "AI_PROVIDER must be one of "
                                                + Provider.names()
                                                + ": "
                                                + settings.provider()));
        return new PatientModel(made(provider, settings), Patience.of(settings), meters);
    }

    private static ReplyModel made(Provider provider, ModelSettings settings) {
        return switch (provider) {
            case GEMINI -> new GeminiModel(settings);
        };
    }
}
