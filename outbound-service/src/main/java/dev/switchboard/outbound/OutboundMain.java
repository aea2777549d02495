package dev.switchboard.outbound;

import dev.switchboard.chassis.setting.ServiceMain;
import dev.switchboard.chassis.setting.Setting;
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
        settings.add(Setting.positiveNumber("DELIVERY_MOST_IN_FLIGHT"));
        Stream.of("SEND_TIMEOUT", "FENCE_LOCK_WAIT", "DELIVERY_SETTLE", "DELIVERY_GIVE_UP_AFTER")
                .map(Setting::duration)
                .forEach(settings::add);
        settings.addAll(FenceRelations.of(values));
        return List.copyOf(settings);
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
