package dev.switchboard.aiworker;

import dev.switchboard.aiworker.history.HistorySettings;
import dev.switchboard.aiworker.inflight.TurnSettings;
import dev.switchboard.aiworker.model.ModelSettings;
import dev.switchboard.aiworker.persona.PersonaSettings;
import dev.switchboard.chassis.config.ServiceMain;
import dev.switchboard.chassis.config.SharedSettings;
import dev.switchboard.transcript.ownership.TakeoverSettings;
import dev.switchboard.transcript.setting.KeysetForm;
import dev.switchboard.transcript.setting.SecretsSettings;
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
                    ModelSettings.class,
                    HistorySettings.class,
                    PersonaSettings.class,
                    TurnSettings.class,
                    TakeoverSettings.class,
                    SecretsSettings.class);

    private AiWorkerMain() {}

    public static void main(String... args) {
        ServiceMain.run("ai-worker", SETTINGS, AiWorkerMain::complaint, args);
    }

    static Optional<String> complaint(SmallRyeConfig config) {
        return config.getConfigMapping(ModelSettings.class).apiKey().isPresent()
                ? KeysetForm.complaint(config)
                : Optional.of(
                        "AI_API_KEY is missing: it must be set (GOOGLE_API_KEY will do as well)");
    }
}
