package dev.switchboard.aiworker.model;

import dev.switchboard.languagemodel.ModelProfile;
import dev.switchboard.languagemodel.ProviderAccount;
import dev.switchboard.languagemodel.ReplyModel;
import dev.switchboard.languagemodel.SessionTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

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
        var values = BuiltInProfile.of(settings, askYourDatabase);
        var terms =
                new ProfileTerms(
                        Optional.empty(),
                        0,
                        ModelGates.BUILT_IN,
                        settings.maxTokens(),
                        settings.timeout(),
                        Optional.empty());
        return guarded(terms, values.account(), settings.maxConcurrentCalls(), model(values));
    }

    ReplyModel model(ModelProfile profile) {
        return profile.provider().create(profile, tokens);
    }

    GuardedModel guarded(
            ProfileTerms terms, ProviderAccount account, int maxConcurrentCalls, ReplyModel model) {
        return new GuardedModel(
                model,
                terms,
                account,
                new GuardedModel.Limits(
                        maxConcurrentCalls,
                        settings.circuitBreakerThreshold(),
                        settings.circuitBreakerDelay(),
                        settings.maxRetryAfter()),
                tracer,
                meters);
    }

    ModelChain chain(List<GuardedModel> models) {
        return new ModelChain(models, meters);
    }
}
