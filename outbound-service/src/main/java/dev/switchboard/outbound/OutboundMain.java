package dev.switchboard.outbound;

import dev.switchboard.chassis.setting.ServiceMain;
import dev.switchboard.chassis.setting.Setting;
import dev.switchboard.outbound.delivery.DeliverySettings;
import dev.switchboard.outbound.pace.PaceSettings;
import dev.switchboard.outbound.provider.SendSettings;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** Starts the service when it can reach at least one channel. */
@QuarkusMain
public final class OutboundMain {
    private static final String META = "WHATSAPP_ACCESS_TOKEN";
    private static final List<String> TWILIO =
            List.of("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_WEBHOOK_URL");

    private OutboundMain() {}

    public static void main(String... args) {
        ServiceMain.run("outbound", OutboundMain::settings, args);
    }

    private static List<Setting> settings(Config config) {
        return settings(name ->
                config.getOptionalValue(name, String.class).filter(value -> !value.isBlank()));
    }

    /**
     * A channel that is begun must be complete; where none is begun, Twilio's settings are asked
     * for.
     */
    static List<Setting> settings(Function<String, Optional<String>> values) {
        var settings = new ArrayList<>(List.of(Setting.kafka(), Setting.database()));
        if (wantsTwilio(values)) {
            TWILIO.forEach(name -> settings.add(channelSetting(name)));
        }
        settings.add(Setting.url("TWILIO_WEBHOOK_URL"));
        settings.add(Setting.providerUrl("TWILIO_BASE_URL"));
        settings.add(Setting.providerUrl("WHATSAPP_GRAPH_BASE_URL"));
        settings.add(Setting.number("MAX_SMS_CHARS", 200, 1600));
        settings.add(
                Setting.duration("TWILIO_VALIDITY")
                        .and(
                                "at least PT1S and at most PT10H, as Twilio takes it",
                                value -> isBetween(value, "PT1S", "PT10H")));
        settings.add(
                new Setting(
                        "WHATSAPP_GRAPH_VERSION",
                        false,
                        "like v25.0",
                        value -> value.matches("v[0-9]{1,3}\\.[0-9]{1,2}")));
        settings.add(Setting.duration("FENCE_LOCK_WAIT"));
        settings.addAll(mapped(values));
        settings.addAll(FenceRelations.of(values));
        return List.copyOf(settings);
    }

    private static List<Setting> mapped(Function<String, Optional<String>> values) {
        return new MappedSettings(
                        values, SendSettings.class, PaceSettings.class, DeliverySettings.class)
                .atLeast("DELIVERY_LONGEST_WAIT", "DELIVERY_FIRST_WAIT")
                .atLeast("DELIVERY_LONGEST_RECIPIENT_WAIT", "DELIVERY_FIRST_RECIPIENT_WAIT")
                .atLeast("DELIVERY_LONGEST_PAUSE_AFTER_FAILURES", "DELIVERY_PAUSE_AFTER_FAILURES")
                .atLeast("DELIVERY_LONGEST_PAUSE_WHILE_SUSPECTED", "DELIVERY_PAUSE_WHILE_SUSPECTED")
                // A send begins within half of the settle time, and is over within the whole.
                .atLeast("DELIVERY_SETTLE", 2, "SEND_TIMEOUT")
                .all();
    }

    private static boolean isBetween(String value, String min, String max) {
        var duration = Duration.parse(value);
        return duration.compareTo(Duration.parse(min)) >= 0
                && duration.compareTo(Duration.parse(max)) <= 0;
    }

    private static boolean wantsTwilio(Function<String, Optional<String>> values) {
        var begun = Stream.of("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN");
        return begun.anyMatch(name -> values.apply(name).isPresent())
                || values.apply(META).isEmpty();
    }

    private static Setting channelSetting(String name) {
        return new Setting(
                name,
                true,
                "set to send through Twilio (to send through Meta alone, set " + META + " instead)",
                value -> !value.isBlank());
    }
}
