package dev.switchboard.aiworker;

import dev.switchboard.aiworker.model.ModelProvider;
import dev.switchboard.chassis.config.ServiceMain;
import dev.switchboard.chassis.config.Setting;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.time.Duration;
import java.util.List;

/** Starts the service when its settings are complete. */
@QuarkusMain
public final class AiWorkerMain {
    static final List<Setting> SETTINGS =
            List.of(
                    Setting.kafka(),
                    Setting.database(),
                    new Setting(
                            "AI_PROVIDER",
                            false,
                            "one of " + ModelProvider.names(),
                            name -> ModelProvider.named(name).isPresent()),
                    new Setting(
                            "AI_API_KEY",
                            true,
                            "set (GOOGLE_API_KEY will do as well)",
                            key -> !key.isBlank()),
                    Setting.providerUrl("AI_BASE_URL"),
                    Setting.positiveNumber("AI_MAX_TOKENS"),
                    Setting.positiveNumber("AI_MAX_EMPTY_ANSWERS"),
                    Setting.positiveNumber("AI_MAX_IN_FLIGHT_TURNS"),
                    Setting.positiveNumber("AI_MAX_CONTEXT_TOKENS"),
                    Setting.positiveNumber("MAX_CONTEXT_MESSAGES"),
                    new Setting(
                            "AI_THINKING_BUDGET",
                            false,
                            "a whole number, 0 for no thinking and -1 for as much as needed",
                            value -> value.matches("-1|[0-9]{1,9}")),
                    new Setting(
                            "AI_TEMPERATURE",
                            false,
                            "a number between 0 and 2",
                            value -> value.matches("[01](\\.[0-9]+)?|2(\\.0+)?")),
                    Setting.duration("AI_TIMEOUT"),
                    Setting.positiveNumber("AI_MAX_CONCURRENT_CALLS"),
                    Setting.positiveNumber("AI_CIRCUIT_BREAKER_THRESHOLD"),
                    Setting.duration("AI_ANSWER_TIMEOUT"),
                    Setting.duration("AI_DELAY_NOTICE_AFTER"),
                    Setting.duration("AI_RETRY_MAX_BACKOFF")
                            .and(
                                    "at least PT1S, the initial backoff",
                                    value -> Duration.parse(value).toSeconds() >= 1),
                    Setting.duration("AI_CIRCUIT_BREAKER_DELAY"),
                    Setting.duration("AI_MAX_MESSAGE_AGE"));

    private AiWorkerMain() {}

    public static void main(String... args) {
        ServiceMain.run("ai-worker", SETTINGS, args);
    }
}
