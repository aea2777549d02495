package dev.switchboard.operator.setting;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.operator.api.RefusedRequest;
import dev.switchboard.operator.api.TextLimits;
import dev.switchboard.transcript.session.SessionMode;
import dev.switchboard.transcript.session.SessionMode.Daily;
import dev.switchboard.transcript.session.SessionMode.Fixed;
import dev.switchboard.transcript.session.SessionMode.Never;
import dev.switchboard.transcript.session.SessionMode.Sliding;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Session mode of a persona, in requests and answers. */
@Schema(name = "Session")
public record SessionBody(
        @NotNull Mode mode,
        @Schema(description = "of a sliding or fixed session; PT1H if absent", examples = "PT1H")
                @Size(max = TextLimits.NAME)
                @Nullable String length,
        @Schema(description = "of a sliding session; PT24H if absent", examples = "PT24H")
                @Size(max = TextLimits.NAME)
                @Nullable String maxAge,
        @Schema(
                        description =
                                "time zone whose midnight ends a daily session; UTC if absent",
                        examples = "Europe/Berlin")
                @Size(max = TextLimits.NAME)
                @Nullable String zone) {
    private static final Duration DEFAULT_LENGTH = Duration.ofHours(1);
    private static final Duration DEFAULT_MAX_AGE = Duration.ofHours(24);
    private static final Duration MIN_LENGTH = Duration.ofMinutes(1);
    private static final Duration MAX_LENGTH = Duration.ofDays(1_000);

    /** Name of a session mode. */
    public enum Mode {
        @JsonProperty("sliding")
        SLIDING,
        @JsonProperty("fixed")
        FIXED,
        @JsonProperty("daily")
        DAILY,
        @JsonProperty("never")
        NEVER
    }

    static SessionBody of(SessionMode mode) {
        return switch (mode) {
            case Sliding(var ttl, var maxAge) ->
                    new SessionBody(Mode.SLIDING, ttl.toString(), maxAge.toString(), null);
            case Fixed(var length) -> new SessionBody(Mode.FIXED, length.toString(), null, null);
            case Daily(var zone) -> new SessionBody(Mode.DAILY, null, null, zone.getId());
            case Never _ -> new SessionBody(Mode.NEVER, null, null, null);
        };
    }

    /**
     * @throws RefusedRequest naming the field that cannot be read
     */
    SessionMode read() {
        return switch (mode) {
            case SLIDING -> sliding();
            case FIXED -> new Fixed(duration("length", length, DEFAULT_LENGTH));
            case DAILY -> new Daily(readZone());
            case NEVER -> new Never();
        };
    }

    private Sliding sliding() {
        var ttl = duration("length", length, DEFAULT_LENGTH);
        var age =
                duration(
                        "maxAge",
                        maxAge,
                        ttl.compareTo(DEFAULT_MAX_AGE) > 0 ? ttl : DEFAULT_MAX_AGE);
        if (age.compareTo(ttl) < 0) {
            throw RefusedRequest.invalid("maxAge", "maxAge must be at least as long as length");
        }
        return new Sliding(ttl, age);
    }

    private static Duration duration(String field, @Nullable String given, Duration absent) {
        if (given == null || given.isBlank()) {
            return absent;
        }
        try {
            var read = Duration.parse(given.strip());
            if (read.compareTo(MIN_LENGTH) >= 0 && read.compareTo(MAX_LENGTH) <= 0) {
                return read;
            }
        } catch (DateTimeException e) {
            // Refused below.
        }
        throw RefusedRequest.invalid(
                field, field + " must be an ISO-8601 duration such as PT1H, from PT1M to P1000D");
    }

    private ZoneId readZone() {
        try {
            return ZoneId.of(zone == null || zone.isBlank() ? "UTC" : zone.strip());
        } catch (DateTimeException e) {
            throw RefusedRequest.invalid("zone", "zone must be a time zone such as Europe/Berlin");
        }
    }
}
