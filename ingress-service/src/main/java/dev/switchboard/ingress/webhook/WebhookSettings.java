package dev.switchboard.ingress.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How webhooks are taken in, whatever the provider. */
@ConfigMapping(prefix = "switchboard.webhook")
public interface WebhookSettings {

    /**
     * How long Kafka has to acknowledge before the provider is told 503 and asked to come again.
     */
    @WithDefault("PT5S")
    Duration publishTimeout();

    /** The largest body taken, in bytes; Meta sends up to 3 MB. */
    @WithDefault("3145728")
    int bodyCap();

    /** How long a body that comes in pieces may take; beyond it its connection is closed. */
    @WithDefault("PT10S")
    Duration bodyWithin();

    /**
     * How many bytes of bodies that come in pieces may be held at once, in buffers of up to twice
     * the size; beyond it webhooks are answered 503 at once.
     */
    @WithDefault("33554432")
    long bytesBeingRead();

    /** How many bytes may wait for Kafka at once; beyond it webhooks are answered 503 at once. */
    @WithDefault("33554432")
    long bytesInFlight();

    /** How many bytes of the webhook log may wait for Kafka; beyond it entries are dropped. */
    @WithDefault("16777216")
    long logBytesInFlight();

    /**
     * How many entries a second the webhook log gets of webhooks that nobody vouched for, ten times
     * as many at once after a quiet time; the rest are counted.
     */
    @WithDefault("10")
    int refusedLoggedPerSecond();
}
