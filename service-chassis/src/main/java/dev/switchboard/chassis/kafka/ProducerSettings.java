package dev.switchboard.chassis.kafka;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of a service's Kafka producer. */
@ConfigMapping(prefix = "switchboard.producer")
public interface ProducerSettings {

    /** Maximum time until a record is acknowledged by Kafka, retries included. */
    @WithDefault("PT30S")
    @DurationMin(nanos = 1)
    Duration deliveryTimeout();

    /**
     * Maximum time for which a call blocks for room in the send buffer or for a topic's metadata.
     */
    @WithDefault("PT5S")
    @DurationMin(nanos = 1)
    Duration maxBlock();

    /** Time for which a record waits for others to fill a batch, in milliseconds. */
    @WithDefault("2")
    @Min(0)
    int lingerMillis();

    /** Size of the send buffer in bytes; calls block when it is full. */
    @WithDefault("67108864")
    @Min(1)
    long bufferBytes();
}
