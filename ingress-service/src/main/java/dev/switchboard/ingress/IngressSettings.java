package dev.switchboard.ingress;

import dev.switchboard.chassis.config.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** Checks the service's settings: Kafka and the secrets of at least one channel are required. */
final class IngressSettings {
    private static final String TWILIO_SECRET = "TWILIO_AUTH_TOKEN";
    private static final String META_SECRET = "WHATSAPP_APP_SECRET";
    private static final String CATCH_UP_INTERVAL = "TWILIO_CATCH_UP_INTERVAL";
    private static final String CATCH_UP_MAX_AGE = "TWILIO_CATCH_UP_MAX_AGE";

    /**
     * The buffer may know duplicates for no longer than a day ({@code BUFFER_DEDUPE_RETENTION});
     * the hour is for the search itself, and for publishing the messages it finds.
     */
    private static final String MAX_CATCH_UP_AGE = "PT23H";

    private IngressSettings() {}

    /** A channel with a secret requires its other settings too. */
    static List<Setting> of(Config config) {
        var twilio = isSet(config, TWILIO_SECRET);
        var meta = isSet(config, META_SECRET);
        List<Setting> settings = new ArrayList<>();
        settings.add(Setting.kafka());
        settings.add(Setting.duration("INGRESS_PUBLISH_TIMEOUT"));
        settings.add(Setting.number("INGRESS_EVENT_LOOPS", 1, 256));
        settings.add(
                Setting.durationOrNone(CATCH_UP_INTERVAL)
                        .and(
                                "shorter than " + CATCH_UP_MAX_AGE,
                                value ->
                                        isShorter(
                                                value,
                                                effectiveValue(config, CATCH_UP_MAX_AGE, "PT1H"))));
        settings.add(
                Setting.duration(CATCH_UP_MAX_AGE)
                        .and(
                                "longer than " + CATCH_UP_INTERVAL,
                                value ->
                                        isShorter(
                                                effectiveValue(config, CATCH_UP_INTERVAL, "PT1M"),
                                                value))
                        .and(
                                MAX_CATCH_UP_AGE
                                        + " or less, as long as the buffer surely knows duplicates"
                                        + " (BUFFER_DEDUPE_RETENTION)",
                                value -> !isShorter(MAX_CATCH_UP_AGE, value)));
        settings.add(Setting.durationOrNone("TWILIO_CATCH_UP_MIN_AGE"));
        settings.add(Setting.positiveNumber("INGRESS_MAX_REFUSED_LOGGED_PER_SECOND"));
        settings.add(Setting.positiveNumber("INGRESS_MAX_CONNECTIONS_PER_ADDRESS"));
        settings.add(Setting.positiveNumber("INGRESS_MANAGEMENT_PORT"));
        settings.add(Setting.providerUrl("TWILIO_BASE_URL"));
        settings.add(Setting.phoneNumbers("TWILIO_WHATSAPP_NUMBER"));
        if (!twilio && !meta) {
            settings.add(oneChannel());
        }
        var webhookUrl = Setting.url("TWILIO_WEBHOOK_URL");
        settings.add(twilio ? webhookUrl.mandatory() : webhookUrl);
        if (meta) {
            settings.add(Setting.required("VERIFY_TOKEN"));
        }
        return settings;
    }

    private static String effectiveValue(Config config, String name, String defaultValue) {
        return Setting.durationOrNone(name)
                .inForce(it -> config.getOptionalValue(it, String.class), defaultValue);
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
