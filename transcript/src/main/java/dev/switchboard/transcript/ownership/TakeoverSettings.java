package dev.switchboard.transcript.ownership;

import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/** Settings of takeovers. */
@ConfigMapping(prefix = "switchboard.takeover")
public interface TakeoverSettings {

    /**
     * Durability of a takeover's commit: {@code on} or {@code remote_apply}, with {@code
     * synchronous_standby_names} set at PostgreSQL. The server's own where it is not set.
     */
    Optional<@Pattern(regexp = "on|remote_apply", message = "must be on or remote_apply") String>
            synchronousCommit();
}
