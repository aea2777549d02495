package dev.switchboard.operator.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Retention periods of what grows with every message. */
@ConfigMapping(prefix = "switchboard.retention")
public interface RetentionSettings {

    /** Time for which webhooks are kept, which hold what customers wrote. */
    @WithDefault("P30D")
    @DurationMin(nanos = 1)
    Duration webhooks();

    /** Time for which dead letters are kept. */
    @WithDefault("P90D")
    @DurationMin(nanos = 1)
    Duration deadLetters();

    /**
     * Time for which it is kept what replies were made of in debug mode; no longer than messages.
     */
    @WithDefault("P7D")
    @DurationMin(nanos = 1)
    Duration debug();

    /**
     * Time for which messages are kept, with their parts, ownership changes and model calls; for
     * good if it is not set. By them a duplicate that the buffer has forgotten is recognised, and a
     * turn that Kafka still has: they must outlast the records of their topics.
     */
    Optional<@DurationMin(days = 10, message = "must be a duration of P10D or more") Duration>
            transcript();

    /** Time between two rounds of deleting. */
    @WithDefault("PT1H")
    @DurationMin(nanos = 1)
    Duration interval();

    /** Timeout of a round, which leaves the rest to the next one. */
    @WithDefault("PT30M")
    @DurationMin(nanos = 1)
    Duration roundTimeout();
}
