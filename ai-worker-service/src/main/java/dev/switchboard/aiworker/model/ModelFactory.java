package dev.switchboard.aiworker.model;

import dev.switchboard.languagemodel.ModelProfile;
import dev.switchboard.languagemodel.ReplyModel;
import dev.switchboard.languagemodel.SessionTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;

/** Creates the models of profiles, each behind a guard of its own. */
@Singleton
class ModelFactory {
    private final ModelSettings settings;
    private final AskYourDatabaseSettings askYourDatabase;
    private final SessionTokens tokens;
    private final Tracer tracer;
    private final MeterRegistry meters;

    ModelFactory(
            ModelSettings settings,
            AskYourDatabaseSettings askYourDatabase,
            SessionTokens tokens,
            Tracer tracer,
            MeterRegistry meters) {
        this.settings = settings;
        this.askYourDatabase = askYourDatabase;
        this.tokens = tokens;
        this.tracer = tracer;
        this.meters = meters;
    }

    /** The model that the environment sets. */
    GuardedModel builtIn() {
        return guarded(
                ModelGates.BUILT_IN,
                settings.maxConcurrentCalls(),
                model(BuiltInProfile.of(settings, askYourDatabase)));
    }

    ReplyModel model(ModelProfile profile) {
        return profile.provider().create(profile, tokens);
    }

    GuardedModel guarded(String profile, int maxConcurrentCalls, ReplyModel model) {
        return new GuardedModel(
                model,
                profile,
                maxConcurrentCalls,
                settings.circuitBreakerThreshold(),
                settings.circuitBreakerDelay(),
                tracer,
                meters);
    }
}
