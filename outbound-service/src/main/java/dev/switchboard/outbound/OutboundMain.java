package dev.switchboard.outbound;

import dev.switchboard.channels.send.RateLimitSettings;
import dev.switchboard.channels.send.SendSettings;
import dev.switchboard.chassis.config.ServiceMain;
import dev.switchboard.chassis.config.Setting;
import dev.switchboard.outbound.part.DeliverySettings;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** Starts the service if at least one channel is configured. */
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
     * Requires a channel with some settings to have all of them; without any channel, Twilio's
     * settings are required.
     */
    static List<Setting> settings(Function<String, Optional<String>> values) {
        var settings = new ArrayList<>(List.of(Setting.kafka(), Setting.database()));
        if (requiresTwilio(values)) {
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
        settings.add(Setting.duration("FENCE_LOCK_TIMEOUT"));
        settings.addAll(mapped(values));
        settings.addAll(FenceRelations.of(values));
        return List.copyOf(settings);
    }

    private static List<Setting> mapped(Function<String, Optional<String>> values) {
        return new MappedSettings(
                        values, SendSettings.class, RateLimitSettings.class, DeliverySettings.class)
                .atLeast("DELIVERY_RETRY_MAX_BACKOFF", "DELIVERY_RETRY_INITIAL_BACKOFF")
                .atLeast("DELIVERY_RECIPIENT_MAX_BACKOFF", "DELIVERY_RECIPIENT_INITIAL_BACKOFF")
                .atLeast("DELIVERY_CIRCUIT_BREAKER_MAX_DELAY", "DELIVERY_CIRCUIT_BREAKER_DELAY")
                .atLeast("DELIVERY_NUMBER_BREAKER_MAX_DELAY", "DELIVERY_NUMBER_BREAKER_DELAY")
                // A send starts within half of the reconcile timeout and ends within the whole.
                .atLeast("DELIVERY_RECONCILE_TIMEOUT", 2, "SEND_TIMEOUT")
                .all();
    }

    private static boolean isBetween(String value, String min, String max) {
        var duration = Duration.parse(value);
        return duration.compareTo(Duration.parse(min)) >= 0
                && duration.compareTo(Duration.parse(max)) <= 0;
    }

    private static boolean requiresTwilio(Function<String, Optional<String>> values) {
        var credentials = Stream.of("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN");
        return credentials.anyMatch(name -> values.apply(name).isPresent())
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
