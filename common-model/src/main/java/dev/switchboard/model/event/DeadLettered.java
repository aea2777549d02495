package dev.switchboard.model.event;

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
 * A record could not be worked on and was set aside.
 *
 * @param key the record's key
 * @param headers the record's headers, which are all text; none in letters of earlier versions
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
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> headers,
        String body,
        String cause,
        int attempts,
        Instant at)
        implements Event {

    /**
     * In base64, with all the rest beside it, below the largest record that Kafka takes from us.
     */
    private static final int LARGEST_COPY = 5 * 1024 * 1024;

    public DeadLettered {
        headers = Map.copyOf(headers);
    }

    /**
     * The event of a record; the same record gives the same event. Another record at the same place
     * gives another: a new Kafka cluster counts its offsets anew, and what is remembered of the old
     * one must not hide what fails there.
     */
    public static DeadLettered of(
            String topic,
            int partition,
            long offset,
            Optional<String> key,
            Optional<String> type,
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
                key,
                type,
                headers,
                copy(value),
                cause,
                attempts,
                at);
    }

    /**
     * Follows from the place and from what stands there. The headers tell records of the same words
     * apart: each has its own event id and trace.
     */
    private static UUID id(
            String place,
            Optional<String> key,
            Map<String, String> headers,
            byte @Nullable [] value) {
        var digest = sha256();
        add(digest, place.getBytes(UTF_8));
        add(digest, key.map(text -> text.getBytes(UTF_8)).orElse(null));
        new TreeMap<>(headers)
                .forEach((name, text) -> {
                    add(digest, name.getBytes(UTF_8));
                    add(digest, text.getBytes(UTF_8));
                });
        add(digest, value);
        return UUID.nameUUIDFromBytes(digest.digest());
    }

    /** With its length before it, so that what stands side by side cannot be mixed up. */
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

    /** What could not be set aside for its size would stand in the way of all behind it. */
    private static String copy(byte @Nullable [] value) {
        return value == null || value.length > LARGEST_COPY
                ? ""
                : Base64.getEncoder().encodeToString(value);
    }

    /** The record's value as it was; empty where the letter has no copy of it. */
    public Optional<byte[]> value() {
        return body.isEmpty() ? Optional.empty() : Optional.of(Base64.getDecoder().decode(body));
    }

    /** Where the record stood, as {@code topic-partition@offset}. */
    public String place() {
        return place(topic, partition, offset);
    }

    private static String place(String topic, int partition, long offset) {
        return topic + "-" + partition + "@" + offset;
    }
}
