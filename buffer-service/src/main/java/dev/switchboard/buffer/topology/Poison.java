package dev.switchboard.buffer.topology;

import dev.switchboard.chassis.failure.Infrastructure;
import dev.switchboard.chassis.failure.LoggableFailure;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Remembers over the lives of the stream's threads which record a partition keeps failing at. A
 * record that fails ends its thread, so that nothing of the attempt is kept, and comes again to the
 * thread that replaces it; without a memory that would go on for ever. Holds one record a
 * partition. Safe for use by many threads.
 */
final class Poison {
    /** As often as a record of any other topic is tried. */
    static final int ATTEMPTS = 5;

    private final Map<Integer, Failing> byPartition = new ConcurrentHashMap<>();

    /** Why the record is not to be tried again; empty while it is worth an attempt. */
    Optional<String> verdict(RecordMetadata origin) {
        return Optional.ofNullable(byPartition.get(origin.partition()))
                .filter(failing -> failing.offset == origin.offset())
                .filter(failing -> failing.times >= ATTEMPTS)
                .map(Failing::cause);
    }

    /** Counts a failure that is the record's own; one of Kafka or of a network is not. */
    void failed(RecordMetadata origin, RuntimeException failure) {
        if (failure instanceof KafkaException || Infrastructure.isDown(failure)) {
            return;
        }
        var cause = LoggableFailure.words(failure);
        byPartition.merge(
                origin.partition(),
                new Failing(origin.offset(), 1, cause),
                (before, now) -> before.offset == now.offset ? before.again(cause) : now);
    }

    private record Failing(long offset, int times, String cause) {

        private Failing again(String latest) {
            return new Failing(offset, times + 1, latest);
        }
    }
}
