package dev.switchboard.buffer.topology;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** How this instance of the buffer takes its part in the stream ({@code BUFFER_…}). */
@ConfigMapping(prefix = "buffer")
public interface BufferSettings {

    /**
     * This instance's name among the buffer's instances; the same after a restart and different
     * from every other's, for Kafka gives a restarted instance its partitions back by this name.
     */
    @WithDefault("buffer-${HOSTNAME:1}")
    String instance();

    /**
     * Where the stores are kept; on a disk that survives a restart, or every start reads them anew
     * from Kafka.
     */
    @WithDefault(".switchboard/buffer")
    Path stateDir();

    /** How many threads share the partitions. */
    @WithDefault("1")
    int threads();

    /** The name that all instances of the buffer have in common. */
    @WithDefault("buffer")
    String applicationId();

    /**
     * How long a message's repeats are known here at least; what comes later is known by the
     * transcript. All of it is read from Kafka anew after a crash.
     */
    @WithDefault("P2D")
    Duration dedupeRetention();

    /** How often bursts are looked through for due ones. */
    @WithDefault("PT0.02S")
    Duration tick();
}
