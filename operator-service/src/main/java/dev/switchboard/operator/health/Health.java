package dev.switchboard.operator.health;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Whether the product can do its work, and which of the parts it stands on answer.
 *
 * @param checks what each part said
 */
public record Health(Verdict status, Checks checks) {

    /** What follows from the checks together. */
    @Schema(enumeration = {"healthy", "degraded", "unhealthy"})
    public enum Verdict {
        HEALTHY,
        /** Messages are kept, but answers wait or limits are off. */
        DEGRADED,
        /** Nothing can be taken in or recorded. */
        UNHEALTHY;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One line for each part. */
    public record Checks(
            @Schema(examples = "connected") String database,
            @Schema(examples = "connected") String redis,
            @Schema(examples = "connected") String kafka,
            @Schema(examples = "1 workers active") String workers) {}

    static Health of(boolean database, boolean redis, boolean kafka, int workers) {
        return new Health(
                verdict(database && kafka, redis && workers > 0),
                new Checks(word(database), word(redis), word(kafka), workers + " workers active"));
    }

    private static Verdict verdict(boolean works, boolean whole) {
        if (!works) {
            return Verdict.UNHEALTHY;
        }
        return whole ? Verdict.HEALTHY : Verdict.DEGRADED;
    }

    private static String word(boolean answers) {
        return answers ? "connected" : "disconnected";
    }
}
