package dev.switchboard.ingress;

import dev.switchboard.chassis.setting.ServiceMain;
import dev.switchboard.chassis.setting.Setting;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/** Starts the service. */
@QuarkusMain
public final class IngressMain {
    IngressMain() {}

    public static void main(String... args) {
        ServiceMain.run(
                "ingress",
                List.of(
                        Setting.kafka(),
                        Setting.url("TWILIO_WEBHOOK_URL"),
                        Setting.duration("INGRESS_PUBLISH_TIMEOUT")),
                args);
    }
}
