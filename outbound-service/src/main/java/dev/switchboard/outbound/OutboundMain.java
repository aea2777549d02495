package dev.switchboard.outbound;

import dev.switchboard.chassis.setting.ServiceMain;
import dev.switchboard.chassis.setting.Setting;
import dev.switchboard.outbound.delivery.DeliverySettings;
import dev.switchboard.outbound.pace.PaceSettings;
import dev.switchboard.outbound.provider.SendSettings;
import io.quarkus.runtime.annotations.QuarkusMain;
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
        settings.add(Setting.url("TWILIO_BASE_URL"));
        settings.add(Setting.url("WHATSAPP_GRAPH_BASE_URL"));
        settings.add(Setting.positiveNumber("MAX_SMS_CHARS"));
        settings.add(Setting.duration("TWILIO_VALIDITY"));
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
