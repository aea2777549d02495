package dev.switchboard.operator.health;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Health of the product and of what it depends on.
 *
 * @param checks result of each check
 */
public record Health(Status status, Checks checks) {

    /** Overall result of the checks. */
    @Schema(
            name = "HealthStatus",
            enumeration = {"healthy", "degraded", "unhealthy"})
    public enum Status {
        HEALTHY,
        /** Messages are kept, but answers are delayed or limits are off. */
        DEGRADED,
        /** No message can be accepted or recorded. */
        UNHEALTHY;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One result for each check. */
    public record Checks(
            @Schema(examples = "connected") String database,
            @Schema(examples = "connected") String redis,
            @Schema(examples = "connected") String kafka,
            @Schema(examples = "1 workers active") String workers) {}

    static Health of(boolean database, boolean redis, boolean kafka, int workers) {
        return new Health(
                status(database && kafka, redis && workers > 0),
                new Checks(text(database), text(redis), text(kafka), workers + " workers active"));
    }

    private static Status status(boolean required, boolean optional) {
        if (!required) {
            return Status.UNHEALTHY;
        }
        return optional ? Status.HEALTHY : Status.DEGRADED;
    }

    private static String text(boolean answers) {
        return answers ? "connected" : "disconnected";
    }
}
