package dev.switchboard.operator;

import dev.switchboard.chassis.config.ServiceMain;
import dev.switchboard.chassis.config.SharedSettings;
import dev.switchboard.chassis.number.NumberSettings;
import dev.switchboard.operator.access.AccessSettings;
import dev.switchboard.operator.health.HealthSettings;
import dev.switchboard.operator.retention.RetentionSettings;
import dev.switchboard.operator.webhooklog.WebhookReplaySettings;
import dev.switchboard.transcript.ownership.TakeoverSettings;
import dev.switchboard.transcript.read.ReadSettings;
import dev.switchboard.transcript.session.SessionSettings;
import dev.switchboard.transcript.setting.KeysetForm;
import dev.switchboard.transcript.setting.SecretsSettings;
import dev.switchboard.transcript.spend.PriceSettings;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/** Starts the operator service. */
@QuarkusMain
public final class OperatorMain {
    private OperatorMain() {}

    public static void main(String... args) {
        ServiceMain.run(
                "operator",
                List.of(
                        SharedSettings.Database.class,
                        SharedSettings.Redis.class,
                        AccessSettings.class,
                        WebhookReplaySettings.class,
                        NumberSettings.class,
                        TakeoverSettings.class,
                        SessionSettings.class,
                        ReadSettings.class,
                        RetentionSettings.class,
                        HealthSettings.class,
                        PriceSettings.class,
                        SecretsSettings.class),
                KeysetForm::complaint,
                args);
    }
}
