package dev.switchboard.buffer.stream;

import dev.switchboard.chassis.resilience.InfrastructureFailures;
import dev.switchboard.chassis.resilience.LoggableFailure;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Counts the failures of each partition's poison record across restarts of the stream. A record
 * that fails ends its thread, so that nothing of the attempt is kept, and comes again to the thread
 * that replaces it; without a counter that would go on for ever. Holds one record per partition.
 * Safe for use by many threads.
 */
final class PoisonRecords {
    /** The same number as for records of any other topic. */
    static final int MAX_ATTEMPTS = 5;

    private final Map<Integer, FailingRecord> byPartition = new ConcurrentHashMap<>();

    /** Last failure of a record that has used up its attempts; empty for any other record. */
    Optional<String> cause(RecordMetadata origin) {
        return Optional.ofNullable(byPartition.get(origin.partition()))
                .filter(failing -> failing.offset == origin.offset())
                .filter(failing -> failing.attempts >= MAX_ATTEMPTS)
                .map(FailingRecord::cause);
    }

    /** Counts a failure caused by the record; ignores one of Kafka or of a network. */
    void failed(RecordMetadata origin, RuntimeException failure) {
        if (failure instanceof KafkaException || InfrastructureFailures.isDown(failure)) {
            return;
        }
        var cause = LoggableFailure.summary(failure);
        byPartition.merge(
                origin.partition(),
                new FailingRecord(origin.offset(), 1, cause),
                (before, now) -> before.offset == now.offset ? before.failedAgain(cause) : now);
    }

    private record FailingRecord(long offset, int attempts, String cause) {

        private FailingRecord failedAgain(String latest) {
            return new FailingRecord(offset, attempts + 1, latest);
        }
    }
}
