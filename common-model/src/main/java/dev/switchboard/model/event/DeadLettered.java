package dev.switchboard.model.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record could not be worked on and was set aside.
 *
 * @param key the record's key
 * @param body the record's value as it was, base64
 * @param cause one line a person can act on
 */
public record DeadLettered(
        UUID eventId,
        String topic,
        int partition,
        long offset,
        Optional<String> key,
        Optional<String> type,
        String body,
        String cause,
        int attempts,
        Instant at)
        implements Event {

    /** The event of a record; the same record gives the same event. */
    public static DeadLettered of(
            String topic,
            int partition,
            long offset,
            Optional<String> key,
            Optional<String> type,
            byte @Nullable [] value,
            String cause,
            int attempts,
            Instant at) {
        return new DeadLettered(
                UUID.nameUUIDFromBytes(place(topic, partition, offset).getBytes(UTF_8)),
                topic,
                partition,
                offset,
                key,
                type,
                value == null ? "" : Base64.getEncoder().encodeToString(value),
                cause,
                attempts,
                at);
    }

    /** Where the record stood, as {@code topic-partition@offset}. */
    public String place() {
        return place(topic, partition, offset);
    }

    private static String place(String topic, int partition, long offset) {
        return topic + "-" + partition + "@" + offset;
    }
}
