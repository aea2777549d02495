package dev.switchboard.ingress;

import dev.switchboard.chassis.setting.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** What the service must be told: where Kafka is, and the secrets of one channel at least. */
final class IngressSettings {
    private static final String TWILIO_SECRET = "TWILIO_AUTH_TOKEN";
    private static final String META_SECRET = "WHATSAPP_APP_SECRET";
    private static final String EVERY = "TWILIO_CATCH_UP_EVERY";
    private static final String WITHIN = "TWILIO_CATCH_UP_WITHIN";

    private IngressSettings() {}

    /** A channel that has its secret needs the rest of what it works with. */
    static List<Setting> neededIn(Config config) {
        var twilio = isSet(config, TWILIO_SECRET);
        var meta = isSet(config, META_SECRET);
        List<Setting> needed = new ArrayList<>();
        needed.add(Setting.kafka());
        needed.add(Setting.duration("INGRESS_PUBLISH_TIMEOUT"));
        needed.add(Setting.number("INGRESS_EVENT_LOOPS", 1, 256));
        needed.add(
                Setting.durationOrNone(EVERY)
                        .and(
                                "shorter than " + WITHIN,
                                value -> isShorter(value, inForce(config, WITHIN, "PT1H"))));
        needed.add(
                Setting.duration(WITHIN)
                        .and(
                                "longer than " + EVERY,
                                value -> isShorter(inForce(config, EVERY, "PT1M"), value)));
        needed.add(Setting.durationOrNone("TWILIO_CATCH_UP_GRACE"));
        needed.add(Setting.positiveNumber("INGRESS_REFUSED_LOGGED_PER_SECOND"));
        needed.add(Setting.positiveNumber("INGRESS_MAX_CONNECTIONS_PER_ADDRESS"));
        needed.add(Setting.positiveNumber("INGRESS_MANAGEMENT_PORT"));
        needed.add(Setting.providerUrl("TWILIO_BASE_URL"));
        needed.add(Setting.phoneNumbers("TWILIO_WHATSAPP_NUMBER"));
        if (!twilio && !meta) {
            needed.add(oneChannel());
        }
        var webhookUrl = Setting.url("TWILIO_WEBHOOK_URL");
        needed.add(twilio ? webhookUrl.mandatory() : webhookUrl);
        if (meta) {
            needed.add(Setting.required("VERIFY_TOKEN"));
        }
        return needed;
    }

    private static String inForce(Config config, String name, String usual) {
        return Setting.durationOrNone(name)
                .inForce(it -> config.getOptionalValue(it, String.class), usual);
    }

    private static boolean isShorter(String one, String other) {
        return Duration.parse(one).compareTo(Duration.parse(other)) < 0;
    }

    private static Setting oneChannel() {
        var form = "set for Twilio, or " + META_SECRET + " and VERIFY_TOKEN for Meta";
        return new Setting(TWILIO_SECRET, true, form, _ -> true);
    }

    private static boolean isSet(Config config, String name) {
        return config.getOptionalValue(name, String.class)
                .filter(value -> !value.isBlank())
                .isPresent();
    }
}
