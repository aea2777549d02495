package dev.switchboard.chassis.kafka;

import dev.switchboard.common.event.DeadLettered;
import dev.switchboard.common.privacy.Masked;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.common.wire.EventCodec;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Publishes records that cannot be processed as dead letters, with their cause, so that the records
 * behind them continue.
 */
@ApplicationScoped
public class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final EventPublisher publisher;
    private final MeterRegistry metrics;
    private final InstantSource clock;

    DeadLetters(EventPublisher publisher, MeterRegistry metrics, InstantSource clock) {
        this.publisher = publisher;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Returns when the record is acknowledged in {@code dead-letters}. The same record gives the
     * same event id.
     *
     * @throws PublishFailedException when Kafka does not acknowledge; the record must not be
     *     skipped then
     */
    public void publish(ConsumerRecord<String, byte[]> record, String cause, int attempts) {
        var headers = HeaderText.of(record.headers());
        var letter =
                DeadLettered.of(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        record.key(),
                        headers.get(EventCodec.TYPE_HEADER),
                        headers,
                        record.value(),
                        cause,
                        attempts,
                        clock.instant());
        publisher.publishAndWait(Topics.DEAD_LETTERS, letter.key().orElse(letter.place()), letter);
        metrics.counter("switchboard.dead.letters", "topic", record.topic()).increment();
        LOG.errorf(
                "Record dead-lettered topic=%s origin=%s attempts=%d cause=%s",
                record.topic(), letter.place(), attempts, Masked.numbersIn(cause));
    }
}
