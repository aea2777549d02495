package dev.switchboard.operator;

import dev.switchboard.chassis.config.ServiceMain;
import dev.switchboard.chassis.config.Setting;
import dev.switchboard.operator.retention.RetentionSettings;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.time.Duration;
import java.util.List;

/** Starts the operator service. */
@QuarkusMain
public final class OperatorMain {
    private static final List<Setting> SETTINGS =
            List.of(
                    Setting.kafka(),
                    Setting.database(),
                    Setting.redis(),
                    Setting.required("SWITCHBOARD_API_TOKEN"),
                    Setting.url("INGRESS_BASE_URL"),
                    Setting.phoneNumbers("TWILIO_WHATSAPP_NUMBER"),
                    Setting.oneOf("TAKEOVER_SYNCHRONOUS_COMMIT", "on", "remote_apply"),
                    Setting.duration("RETENTION_WEBHOOKS"),
                    Setting.duration("RETENTION_DEAD_LETTERS"),
                    Setting.duration("RETENTION_TRANSCRIPT")
                            .and(
                                    "P10D or more",
                                    value ->
                                            Duration.parse(value)
                                                            .compareTo(
                                                                    RetentionSettings
                                                                            .MIN_TRANSCRIPT)
                                                    >= 0));

    private OperatorMain() {}

    public static void main(String... args) {
        ServiceMain.run("operator", SETTINGS, args);
    }
}
