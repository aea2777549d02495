package dev.switchboard.chassis.topic;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a service writes to Kafka. */
@ConfigMapping(prefix = "switchboard.producer")
interface ProducerSettings {

    /** How long a record may wait for Kafka's acknowledgement, retries included. */
    @WithDefault("PT30S")
    Duration patience();

    /** How long a call may wait for room in the send buffer or for a topic's metadata. */
    @WithDefault("PT5S")
    Duration blockAtMost();

    /** How long a record waits for others to fill a batch, in milliseconds. */
    @WithDefault("0")
    int lingerMillis();

    /** The send buffer, in bytes; beyond it calls wait. */
    @WithDefault("67108864")
    long bufferBytes();
}
