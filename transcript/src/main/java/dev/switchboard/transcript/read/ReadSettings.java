package dev.switchboard.transcript.read;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of reads that would scan a whole table. */
@ConfigMapping(prefix = "switchboard.read")
public interface ReadSettings {

    /** Timeout of a read by the API whose filters may need every row. */
    @WithDefault("PT10S")
    Duration timeout();
}
