package dev.switchboard.common.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record could not be processed and was dead-lettered.
 *
 * @param key the record's key
 * @param headers the record's headers, which are all text; none in dead letters of earlier versions
 * @param body the record's value as it was, base64; empty if it is too large for a copy and is to
 *     be found in its topic
 * @param cause one line that a person can act on
 */
public record DeadLettered(
        UUID eventId,
        String topic,
        int partition,
        long offset,
        Optional<String> key,
        Optional<String> type,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> headers,
        String body,
        String cause,
        int attempts,
        Instant at)
        implements Event {

    /**
     * Maximum size of a copied value: as base64, with all other fields, below the maximum record
     * size.
     */
    private static final int MAX_COPY_BYTES = 5 * 1024 * 1024;

    public DeadLettered {
        headers = Map.copyOf(headers);
    }

    /**
     * Creates the event of a record; the same record gives the same event. Another record at the
     * same place gives another event: a new Kafka cluster counts its offsets anew, and dead letters
     * of the old one must not hide those of the new one.
     */
    public static DeadLettered of(
            String topic,
            int partition,
            long offset,
            @Nullable String key,
            @Nullable String type,
            Map<String, String> headers,
            byte @Nullable [] value,
            String cause,
            int attempts,
            Instant at) {
        return new DeadLettered(
                id(place(topic, partition, offset), key, headers, value),
                topic,
                partition,
                offset,
                Optional.ofNullable(key),
                Optional.ofNullable(type),
                headers,
                copy(value),
                cause,
                attempts,
                at);
    }

    /**
     * Derives the id from the place and the record. The headers distinguish records with the same
     * value: each has its own event id and trace.
     */
    private static UUID id(
            String place,
            @Nullable String key,
            Map<String, String> headers,
            byte @Nullable [] value) {
        var digest = sha256();
        add(digest, place.getBytes(UTF_8));
        add(digest, key == null ? null : key.getBytes(UTF_8));
        new TreeMap<>(headers)
                .forEach((name, text) -> {
                    add(digest, name.getBytes(UTF_8));
                    add(digest, text.getBytes(UTF_8));
                });
        add(digest, value);
        return UUID.nameUUIDFromBytes(digest.digest());
    }

    /** Adds the bytes with their length before them, so that adjacent fields cannot be mixed up. */
    private static void add(MessageDigest digest, byte @Nullable [] bytes) {
        var length = bytes == null ? -1 : bytes.length;
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
        if (bytes != null) {
            digest.update(bytes);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /**
     * Leaves a large value out: a record that cannot be dead-lettered because of its size would
     * block all behind it.
     */
    private static String copy(byte @Nullable [] value) {
        return value == null || value.length > MAX_COPY_BYTES
                ? ""
                : Base64.getEncoder().encodeToString(value);
    }

    /** Returns the record's value as it was; empty if the dead letter has no copy of it. */
    public Optional<byte[]> value() {
        return body.isEmpty() ? Optional.empty() : Optional.of(Base64.getDecoder().decode(body));
    }

    /** Returns the place of the record as {@code topic-partition@offset}. */
    public String place() {
        return place(topic, partition, offset);
    }

    private static String place(String topic, int partition, long offset) {
        return topic + "-" + partition + "@" + offset;
    }
}
