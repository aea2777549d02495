package dev.switchboard.ingress;

import dev.switchboard.channels.meta.MetaWebhookSettings;
import dev.switchboard.channels.twilio.TwilioWebhookSettings;
import dev.switchboard.chassis.config.ServiceMain;
import dev.switchboard.chassis.number.NumberSettings;
import dev.switchboard.ingress.catchup.CatchUpSettings;
import dev.switchboard.ingress.connection.ManagementSettings;
import dev.switchboard.ingress.webhook.OptOutSettings;
import dev.switchboard.ingress.webhook.WebhookSettings;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.SmallRyeConfig;
import java.util.List;
import java.util.Optional;

/** Starts the ingress service if at least one channel is configured. */
@QuarkusMain
public final class IngressMain {
    static final List<Class<?>> SETTINGS =
            List.of(
                    TwilioWebhookSettings.class,
                    MetaWebhookSettings.class,
                    CatchUpSettings.class,
                    NumberSettings.class,
                    OptOutSettings.class,
                    WebhookSettings.class,
                    ManagementSettings.class);

    IngressMain() {}

    public static void main(String... args) {
        ServiceMain.run("ingress", SETTINGS, IngressMain::complaint, args);
    }

    /** A channel with a secret requires its other settings too. */
    static Optional<String> complaint(SmallRyeConfig config) {
        var twilio = config.getConfigMapping(TwilioWebhookSettings.class);
        var meta = config.getConfigMapping(MetaWebhookSettings.class);
        if (twilio.authToken().isEmpty() && meta.appSecret().isEmpty()) {
            return Optional.of(
                    "TWILIO_AUTH_TOKEN is missing: it must be set for Twilio, or"
                            + " WHATSAPP_APP_SECRET and VERIFY_TOKEN for Meta");
        }
        if (twilio.authToken().isPresent() && twilio.webhookUrl().isEmpty()) {
            return Optional.of("TWILIO_WEBHOOK_URL is missing: it must be set for Twilio");
        }
        return meta.appSecret().isPresent() && meta.verifyToken().isEmpty()
                ? Optional.of("VERIFY_TOKEN is missing: it must be set for Meta")
                : Optional.empty();
    }
}
