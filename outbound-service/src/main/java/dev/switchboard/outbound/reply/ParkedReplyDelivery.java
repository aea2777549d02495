package dev.switchboard.outbound.reply;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.chassis.kafka.KeyedConsumers;
import dev.switchboard.chassis.resilience.Backoff;
import dev.switchboard.chassis.resilience.InfrastructureFailures;
import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.common.wire.EventCodec;
import dev.switchboard.common.wire.UndecodableException;
import dev.switchboard.outbound.delivery.ReplyDelivery;
import dev.switchboard.transcript.part.ParkedReplyStore.Parked;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Delivers a parked reply as a lane processes a record: one that cannot be read, or that fails
 * {@link #MAX_ATTEMPTS} times by a bug, is dead-lettered, so that the replies behind it go on. Its
 * parts stay as they are; a replay of the dead letter goes on with them.
 */
final class ParkedReplyDelivery {
    private static final Logger LOG = Logger.getLogger(ParkedReplyDelivery.class);
    private static final int MAX_ATTEMPTS = 5;
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

    /** The record was acknowledged when the reply was parked. */
    private static final long NO_OFFSET = -1;

    private final ReplyDelivery delivery;
    private final KeyedConsumers consumers;

    ParkedReplyDelivery(ReplyDelivery delivery, KeyedConsumers consumers) {
        this.delivery = delivery;
        this.consumers = consumers;
    }

    /**
     * Returns when the reply is delivered or dead-lettered; throws while infrastructure is down.
     */
    void deliver(Parked parked, ConversationId conversation, int partition)
            throws InterruptedException {
        for (var attempt = 1; ; attempt++) {
            try {
                delivery.deliver(parked.reply());
                return;
            } catch (RuntimeException | Error e) {
                consumers.throwIfInterrupted(e);
                if (InfrastructureFailures.isDown(e)) {
                    throw e;
                }
                if (e instanceof UndecodableException || attempt == MAX_ATTEMPTS) {
                    var record = record(parked, conversation, partition);
                    consumers.deadLetters().publish(record, LoggableFailure.summary(e), attempt);
                    return;
                }
                LOG.warnf(
                        LoggableFailure.of(e),
                        "Parked reply failed by a bug, retrying reply=%s attempt=%d",
                        parked.id(),
                        attempt);
                Thread.sleep(BACKOFF.after(attempt));
            }
        }
    }

    /** The reply's record as it was in its topic, but for offset and trace. */
    private static ConsumerRecord<String, byte[]> record(
            Parked parked, ConversationId conversation, int partition) {
        var record =
                new ConsumerRecord<>(
                        Topics.REPLIES.name(),
                        partition,
                        NO_OFFSET,
                        conversation.toString(),
                        parked.event());
        record.headers()
                .add(EventCodec.ID_HEADER, parked.id().toString().getBytes(UTF_8))
                .add(EventCodec.TYPE_HEADER, ReplyDecided.class.getSimpleName().getBytes(UTF_8));
        return record;
    }
}
