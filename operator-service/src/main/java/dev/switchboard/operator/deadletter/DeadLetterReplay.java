package dev.switchboard.operator.deadletter;

import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.common.event.DeadLettered;
import dev.switchboard.common.topic.Topic;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.common.wire.EventCodec;
import dev.switchboard.operator.api.RefusedRequest;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** Publishes the records of dead letters to their topics again. */
@ApplicationScoped
class DeadLetterReplay {
    private static final Logger LOG = Logger.getLogger(DeadLetterReplay.class);

    private final DeadLetterStore store;
    private final FailedTurns failedTurns;
    private final EventPublisher publisher;
    private final InstantSource clock;
    private final MeterRegistry metrics;

    DeadLetterReplay(
            DeadLetterStore store,
            FailedTurns failedTurns,
            EventPublisher publisher,
            InstantSource clock,
            MeterRegistry metrics) {
        this.store = store;
        this.failedTurns = failedTurns;
        this.publisher = publisher;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Returns when Kafka has the record again, with its key, value and headers. Consumers are
     * idempotent by its id: a record that was processed before changes nothing, one that fails
     * again becomes another letter. A turn that ended in an apology is published as a new turn.
     */
    void replay(DeadLettered letter, String actor) {
        checkOrigin(letter.topic());
        var headers = headers(letter);
        var retried = failedTurns.retried(letter);
        retried.ifPresent(turn -> headers.put(EventCodec.ID_HEADER, turn.eventId().toString()));
        var value = retried.map(EventCodec::encode).orElseGet(() -> valueOf(letter));
        publisher.republishAndWait(letter.topic(), letter.key().orElse(null), value, headers);
        store.replayed(letter.eventId(), clock.instant(), actor);
        metrics.counter("switchboard.dead.letters.replayed", "topic", letter.topic()).increment();
        LOG.infof("Dead letter replayed id=%s origin=%s", letter.eventId(), letter.place());
    }

    private static void checkOrigin(String topic) {
        if (Topics.all().stream().map(Topic::name).noneMatch(topic::equals)) {
            throw RefusedRequest.conflicting("id", "its topic is none of this version's");
        }
    }

    private static byte[] valueOf(DeadLettered letter) {
        return letter.value()
                .orElseThrow(() ->
                        RefusedRequest.conflicting(
                                "id",
                                "the letter has no copy of the record, which was empty or too"
                                        + " large"));
    }

    private static Map<String, String> headers(DeadLettered letter) {
        var headers = new HashMap<String, String>();
        letter.type().ifPresent(type -> headers.put(EventCodec.TYPE_HEADER, type));
        headers.putAll(letter.headers());
        headers.put(DeadLetterStore.REPLAY_OF_HEADER, letter.eventId().toString());
        return headers;
    }
}
