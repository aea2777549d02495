package dev.switchboard.transcript.session;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Rule by which a conversation's session ends; the first message after its end begins a new one.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "mode")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SessionMode.Sliding.class, name = "sliding"),
    @JsonSubTypes.Type(value = SessionMode.Fixed.class, name = "fixed"),
    @JsonSubTypes.Type(value = SessionMode.Daily.class, name = "daily"),
    @JsonSubTypes.Type(value = SessionMode.Never.class, name = "never")
})
public sealed interface SessionMode {

    /** Ends some time after the last message, and at the latest {@code maxAge} after its start. */
    record Sliding(Duration ttl, Duration maxAge) implements SessionMode {}

    /** Ends some time after its start. */
    record Fixed(Duration length) implements SessionMode {}

    /** Ends at the midnight after its start. */
    record Daily(ZoneId zone) implements SessionMode {}

    /** Ends only when somebody begins it anew. */
    record Never() implements SessionMode {}

    /** Far enough away, and still a time that the database and the calendar have. */
    Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    /** Returns the time from which a message begins a new session. */
    default Instant endsAt(Instant start, Instant lastMessage) {
        return switch (this) {
            case Sliding(var ttl, var maxAge) -> earlier(lastMessage.plus(ttl), start.plus(maxAge));
            case Fixed(var length) -> start.plus(length);
            case Daily(var zone) ->
                    start.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
            case Never _ -> END_OF_TIME;
        };
    }

    /** Returns the longest that a session may last, however many messages it has. */
    default Duration maxAge() {
        return switch (this) {
            case Sliding(_, var maxAge) -> maxAge;
            case Fixed(var length) -> length;
            case Daily _, Never _ -> Duration.ofDays(3_000_000);
        };
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Returns the mode that the settings name. */
    static SessionMode of(SessionSettings settings) {
        var ttl = Duration.ofSeconds(settings.ttl());
        return switch (settings.mode()) {
            case SLIDING -> new Sliding(ttl, settings.maxAge());
            case FIXED -> new Fixed(ttl);
            case DAILY -> new Daily(settings.zone());
            case NEVER -> new Never();
        };
    }
}
