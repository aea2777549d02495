package dev.switchboard.aiworker;

import dev.switchboard.aiworker.cache.AnswerCacheSettings;
import dev.switchboard.aiworker.history.HistorySettings;
import dev.switchboard.aiworker.inflight.TurnSettings;
import dev.switchboard.aiworker.limit.RateLimiterSettings;
import dev.switchboard.aiworker.model.AskYourDatabaseSettings;
import dev.switchboard.aiworker.model.BuiltInProfile;
import dev.switchboard.aiworker.model.ModelSettings;
import dev.switchboard.aiworker.persona.PersonaSettings;
import dev.switchboard.aiworker.spend.SpendSettings;
import dev.switchboard.chassis.config.ServiceMain;
import dev.switchboard.chassis.config.SharedSettings;
import dev.switchboard.languagemodel.ModelProvider;
import dev.switchboard.transcript.ownership.TakeoverSettings;
import dev.switchboard.transcript.session.SessionSettings;
import dev.switchboard.transcript.setting.KeysetForm;
import dev.switchboard.transcript.setting.SecretsSettings;
import dev.switchboard.transcript.spend.PriceSettings;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.SmallRyeConfig;
import java.util.List;
import java.util.Optional;

/** Starts the service when its settings are complete. */
@QuarkusMain
public final class AiWorkerMain {
    static final List<Class<?>> SETTINGS =
            List.of(
                    SharedSettings.Database.class,
                    SharedSettings.Redis.class,
                    ModelSettings.class,
                    AskYourDatabaseSettings.class,
                    HistorySettings.class,
                    PersonaSettings.class,
                    TurnSettings.class,
                    RateLimiterSettings.class,
                    AnswerCacheSettings.class,
                    SessionSettings.class,
                    TakeoverSettings.class,
                    SpendSettings.class,
                    PriceSettings.class,
                    SecretsSettings.class);

    private AiWorkerMain() {}

    public static void main(String... args) {
        ServiceMain.run("ai-worker", SETTINGS, AiWorkerMain::complaint, args);
    }

    static Optional<String> complaint(SmallRyeConfig config) {
        var settings = config.getConfigMapping(ModelSettings.class);
        var profile =
                BuiltInProfile.of(settings, config.getConfigMapping(AskYourDatabaseSettings.class));
        return profile.provider()
                .complaint(profile)
                .or(() ->
                        profile.apiKey().equals(settings.apiKey())
                                ? googleKeyComplaint(profile.provider(), config)
                                : Optional.empty())
                .or(() -> KeysetForm.complaint(config));
    }

    /** Google's key goes to nobody else. */
    private static Optional<String> googleKeyComplaint(
            ModelProvider provider, SmallRyeConfig config) {
        return provider != ModelProvider.GEMINI
                        && "GOOGLE_API_KEY".equals(config.getConfigValue("AI_API_KEY").getName())
                ? Optional.of(
                        "AI_API_KEY is missing: GOOGLE_API_KEY is not sent to AI_PROVIDER="
                                + provider.settingName())
                : Optional.empty();
    }
}
