package dev.switchboard.ingress.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the handling of webhooks of all providers. */
@ConfigMapping(prefix = "switchboard.webhook")
public interface WebhookSettings {

    /** Timeout of Kafka's acknowledgement, after which the provider gets 503 and must retry. */
    @WithDefault("PT5S")
    Duration publishTimeout();

    /** Maximum size of a body in bytes; Meta sends up to 3 MB. */
    @WithDefault("3145728")
    int maxBodyBytes();

    /** Timeout of a body that comes in pieces, after which its connection is closed. */
    @WithDefault("PT10S")
    Duration bodyTimeout();

    /**
     * Maximum bytes of bodies in flight that come in pieces, in buffers of up to twice the size;
     * beyond it webhooks are answered 503 at once.
     */
    @WithDefault("33554432")
    long maxBodyBytesInFlight();

    /** Maximum bytes in flight to Kafka; beyond it webhooks are answered 503 at once. */
    @WithDefault("33554432")
    long maxPublishBytesInFlight();

    /** Maximum bytes of the webhook log in flight to Kafka; beyond it entries are dropped. */
    @WithDefault("16777216")
    long maxLogBytesInFlight();

    /**
     * Maximum entries of unverified webhooks a second in the webhook log, in a burst up to ten
     * times as many; the rest are counted.
     */
    @WithDefault("10")
    int maxRefusedLoggedPerSecond();
}
