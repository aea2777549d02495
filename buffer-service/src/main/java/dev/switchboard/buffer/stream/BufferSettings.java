package dev.switchboard.buffer.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Settings of this instance of the buffer ({@code BUFFER_…}). */
@ConfigMapping(prefix = "buffer")
public interface BufferSettings {

    /**
     * Name of this instance; the same after a restart and different from every other's, because
     * Kafka gives a restarted instance its partitions back by this name.
     */
    @WithDefault("buffer-${HOSTNAME:1}")
    String instance();

    /**
     * Directory of the stores; on a disk that survives a restart, or every start reads them anew
     * from Kafka.
     */
    @WithDefault(".switchboard/buffer")
    Path stateDir();

    /** Number of threads that share the partitions. */
    @WithDefault("1")
    int threads();

    /** Kafka Streams application id, the same for all instances of the buffer. */
    @WithDefault("buffer")
    String applicationId();

    /**
     * Minimum time for which duplicates of a message are recognised here; later ones are found in
     * the transcript. All of it is read from Kafka anew after a crash.
     */
    @WithDefault("P2D")
    Duration dedupeRetention();

    /** Interval at which due bursts are looked for. */
    @WithDefault("PT0.02S")
    Duration tickInterval();
}
