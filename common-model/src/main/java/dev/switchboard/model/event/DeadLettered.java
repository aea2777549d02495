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
 * @param body the record's value as it was, base64; empty where it is too large to fit in here, and
 *     is to be found in its topic
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

    /**
     * In base64, with all the rest beside it, below the largest record that Kafka takes from us.
     */
    private static final int LARGEST_COPY = 5 * 1024 * 1024;

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
                copy(value),
                cause,
                attempts,
                at);
    }

    /** What could not be set aside for its size would stand in the way of all behind it. */
    private static String copy(byte @Nullable [] value) {
        return value == null || value.length > LARGEST_COPY
                ? ""
                : Base64.getEncoder().encodeToString(value);
    }

    /** Where the record stood, as {@code topic-partition@offset}. */
    public String place() {
        return place(topic, partition, offset);
    }

    private static String place(String topic, int partition, long offset) {
        return topic + "-" + partition + "@" + offset;
    }
}
