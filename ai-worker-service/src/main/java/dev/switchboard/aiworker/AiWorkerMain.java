package dev.switchboard.aiworker;

import dev.switchboard.aiworker.model.Provider;
import dev.switchboard.chassis.setting.ServiceMain;
import dev.switchboard.chassis.setting.Setting;
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
                            "one of " + Provider.names(),
                            name -> Provider.named(name).isPresent()),
                    new Setting(
                            "AI_API_KEY",
                            true,
                            "set (GOOGLE_API_KEY will do as well)",
                            key -> !key.isBlank()),
                    Setting.providerUrl("AI_BASE_URL"),
                    Setting.positiveNumber("AI_MAX_TOKENS"),
                    Setting.positiveNumber("AI_MOST_ATTEMPTS"),
                    Setting.positiveNumber("AI_MOST_IN_FLIGHT"),
                    Setting.positiveNumber("AI_CONTEXT_TOKENS"),
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
                    Setting.positiveNumber("AI_MOST_CALLS"),
                    Setting.positiveNumber("AI_FAILURES_TO_STOP"),
                    Setting.duration("AI_GIVE_UP_AFTER"),
                    Setting.duration("AI_NOTICE_AFTER"),
                    Setting.duration("AI_LONGEST_PAUSE")
                            .and(
                                    "at least PT1S, the first pause",
                                    value -> Duration.parse(value).toSeconds() >= 1),
                    Setting.duration("AI_PAUSE_AFTER_FAILURES"),
                    Setting.duration("AI_ANSWER_WITHIN"));

    private AiWorkerMain() {}

    public static void main(String... args) {
        ServiceMain.run("ai-worker", SETTINGS, args);
    }
}
