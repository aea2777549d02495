package dev.switchboard.chassis.topic;

import dev.switchboard.model.event.DeadLettered;
import dev.switchboard.model.privacy.Masked;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.model.wire.EventCodec;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Sets records aside that cannot be worked on, with their cause, so that the ones behind them can
 * go on.
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
     * Returns when the record is safely in {@code dead-letters}. The same record gives the same
     * event id.
     *
     * @throws PublishFailedException when Kafka does not acknowledge; the record is not to be
     *     skipped then
     */
    public void setAside(ConsumerRecord<String, byte[]> record, String cause, int attempts) {
        var headers = HeaderText.of(record.headers());
        var letter =
                DeadLettered.of(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        Optional.ofNullable(record.key()),
                        Optional.ofNullable(headers.get(EventCodec.TYPE_HEADER)),
                        headers,
                        record.value(),
                        cause,
                        attempts,
                        clock.instant());
        publisher.publishAndWait(Topics.DEAD_LETTERS, letter.key().orElse(letter.place()), letter);
        metrics.counter("switchboard.dead.letters", "topic", record.topic()).increment();
        LOG.errorf(
                "Record set aside topic=%s origin=%s attempts=%d cause=%s",
                record.topic(), letter.place(), attempts, Masked.numbersIn(cause));
    }
}
