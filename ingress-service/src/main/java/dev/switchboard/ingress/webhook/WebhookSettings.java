package dev.switchboard.ingress.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of the handling of webhooks of all providers. */
@ConfigMapping(prefix = "switchboard.ingress")
public interface WebhookSettings {

    /** Timeout of Kafka's acknowledgement, after which the provider gets 503 and must retry. */
    @WithDefault("PT5S")
    @DurationMin(nanos = 1)
    Duration publishTimeout();

    /** Maximum size of a body in bytes; Meta sends up to 3 MB. */
    @WithDefault("3145728")
    @Min(1)
    int maxBodyBytes();

    /** Timeout of a body that comes in pieces, after which its connection is closed. */
    @WithDefault("PT10S")
    @DurationMin(nanos = 1)
    Duration bodyTimeout();

    /**
     * Maximum bytes of bodies in flight that come in pieces, in buffers of up to twice the size;
     * beyond it webhooks are answered 503 at once.
     */
    @WithDefault("33554432")
    @Min(1)
    long maxBodyBytesInFlight();

    /** Maximum bytes in flight to Kafka; beyond it webhooks are answered 503 at once. */
    @WithDefault("33554432")
    @Min(1)
    long maxPublishBytesInFlight();

    /** Maximum bytes of the webhook log in flight to Kafka; beyond it entries are dropped. */
    @WithDefault("16777216")
    @Min(1)
    long maxLogBytesInFlight();

    /**
     * Maximum entries of unverified webhooks a second in the webhook log, in a burst up to ten
     * times as many; the rest are counted.
     */
    @WithDefault("10")
    @Min(1)
    int maxRefusedLoggedPerSecond();

    // A quarter of all connections. A proxy needs a fraction of them, as it reuses connections.
    /** Connections that one address may have at once; of IPv6 one /64. */
    @WithDefault("1000")
    @Min(1)
    int maxConnectionsPerAddress();

    /**
     * Event loops. One keeps a core busy and never waits for another loop's lock on the producer
     * (1.3 times the webhooks of four loops on two cores); on a machine with many cores run more
     * instances, or more loops.
     */
    @WithDefault("1")
    @Max(256)
    @Min(1)
    int eventLoops();

    /** Token of the operator service, which opens the address for replays. */
    Optional<String> replayToken();
}
