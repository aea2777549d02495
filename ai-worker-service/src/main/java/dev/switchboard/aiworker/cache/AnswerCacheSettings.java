package dev.switchboard.aiworker.cache;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of the answer cache, which a persona switches on. */
@ConfigMapping(prefix = "switchboard.answer-cache")
public interface AnswerCacheSettings {

    /** Maximum of a persona's answers in the cache; while it is full no answer is added. */
    @WithDefault("1000")
    @Min(1)
    @Max(1_000_000)
    int maxEntries();

    /** Timeout of Redis, after which the model is called as if nothing were cached. */
    @WithDefault("PT0.05S")
    @DurationMin(millis = 1)
    @DurationMax(seconds = 5)
    Duration timeout();
}
