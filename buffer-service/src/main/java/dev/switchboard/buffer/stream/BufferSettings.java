package dev.switchboard.buffer.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of this instance of the buffer. */
@ConfigMapping(prefix = "switchboard.buffer")
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
    @Min(1)
    int threads();

    /** Kafka Streams application id, the same for all instances of the buffer. */
    @WithDefault("buffer")
    String applicationId();

    /**
     * Minimum time for which duplicates of a message are recognised here; later ones are found in
     * the transcript; from {@code P1D} to {@code P8D}. All of it is read from Kafka anew after a
     * crash.
     */
    @WithDefault("P2D")
    @DurationMin(days = 1, message = "must be a duration from P1D to P8D")
    @DurationMax(days = 8, message = "must be a duration from P1D to P8D")
    Duration dedupeRetention();

    /** Minimum interval at which due bursts are looked for, while there are open ones. */
    @WithDefault("PT0.002S")
    @DurationMin(nanos = 1)
    Duration tickInterval();
}
