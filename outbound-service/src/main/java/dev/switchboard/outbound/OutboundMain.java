package dev.switchboard.outbound;

import static java.util.Map.entry;

import dev.switchboard.channels.meta.MetaAccountSettings;
import dev.switchboard.channels.send.RateLimitSettings;
import dev.switchboard.channels.send.SendSettings;
import dev.switchboard.channels.twilio.TwilioAccountSettings;
import dev.switchboard.chassis.config.ServiceMain;
import dev.switchboard.chassis.config.SharedSettings;
import dev.switchboard.outbound.fence.FenceSettings;
import dev.switchboard.outbound.part.DeliverySettings;
import dev.switchboard.transcript.ownership.TakeoverSettings;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.SmallRyeConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts the service if at least one channel is configured. */
@QuarkusMain
public final class OutboundMain {
    static final List<Class<?>> SETTINGS =
            List.of(
                    SharedSettings.Database.class,
                    TwilioAccountSettings.class,
                    MetaAccountSettings.class,
                    SendSettings.class,
                    FenceSettings.class,
                    RateLimitSettings.class,
                    DeliverySettings.class,
                    TakeoverSettings.class);

    private OutboundMain() {}

    public static void main(String... args) {
        ServiceMain.run("outbound", SETTINGS, OutboundMain::complaint, args);
    }

    static Optional<String> complaint(SmallRyeConfig config) {
        return incompleteChannel(
                        config.getConfigMapping(TwilioAccountSettings.class),
                        config.getConfigMapping(MetaAccountSettings.class))
                .or(() ->
                        contradiction(
                                config.getConfigMapping(SendSettings.class),
                                config.getConfigMapping(DeliverySettings.class)))
                .or(() ->
                        tooFewConnections(
                                config.getConfigMapping(FenceSettings.class),
                                config.getConfigValue("quarkus.datasource.jdbc.max-size")
                                        .getValue()));
    }

    /**
     * Requires a channel with some settings to have all of them; without any channel, Twilio's
     * settings are required.
     */
    private static Optional<String> incompleteChannel(
            TwilioAccountSettings twilio, MetaAccountSettings meta) {
        if (twilio.accountSid().isEmpty()
                && twilio.authToken().isEmpty()
                && meta.accessToken().isPresent()) {
            return Optional.empty();
        }
        return Stream.<Map.Entry<String, Optional<?>>>of(
                        entry("TWILIO_ACCOUNT_SID", twilio.accountSid()),
                        entry("TWILIO_AUTH_TOKEN", twilio.authToken()),
                        entry("TWILIO_WEBHOOK_URL", twilio.webhookUrl()))
                .filter(setting -> setting.getValue().isEmpty())
                .map(setting ->
                        setting.getKey()
                                + " is missing: it must be set to send through Twilio (to send"
                                + " through Meta alone, set WHATSAPP_ACCESS_TOKEN instead)")
                .findFirst();
    }

    /** A send starts within half of the reconcile timeout and ends within the whole. */
    private static Optional<String> contradiction(SendSettings send, DeliverySettings delivery) {
        return send.timeout().multipliedBy(2).compareTo(delivery.reconcileTimeout()) <= 0
                ? Optional.empty()
                : Optional.of(
                        "SEND_TIMEOUT is invalid: it must be at most half of"
                                + " DELIVERY_RECONCILE_TIMEOUT");
    }

    /** As many as the defaults leave: statuses and bookkeeping must always find a connection. */
    private static Optional<String> tooFewConnections(FenceSettings fence, String pool) {
        if (!pool.matches("[0-9]{1,6}")) {
            return Optional.of(
                    "QUARKUS_DATASOURCE_JDBC_MAX_SIZE is invalid: it must be a whole number");
        }
        return fence.maxConcurrentSends() * 8L <= Integer.parseInt(pool) * 7L
                ? Optional.empty()
                : Optional.of(
                        "FENCE_MAX_CONCURRENT_SENDS is invalid: it must be at most 7/8 of"
                                + " QUARKUS_DATASOURCE_JDBC_MAX_SIZE");
    }
}
