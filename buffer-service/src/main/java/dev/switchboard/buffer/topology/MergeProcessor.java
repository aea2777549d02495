package dev.switchboard.buffer.topology;

import dev.switchboard.buffer.burst.Burst;
import dev.switchboard.buffer.burst.BurstMeter;
import dev.switchboard.buffer.burst.HeldMessage;
import dev.switchboard.buffer.burst.NumberRules;
import dev.switchboard.buffer.burst.OpenBursts;
import dev.switchboard.buffer.seen.SeenMessages;
import dev.switchboard.model.event.TurnReady.Closing;
import dev.switchboard.model.topic.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One partition of the buffer: drops repeats, merges a conversation's messages into bursts, closes
 * them in time. Everything it does for a record is in one transaction with the record's offset.
 */
final class MergeProcessor implements Processor<String, byte @Nullable [], String, byte[]> {
    static final String TURNS = "turns-out";
    static final String DEAD_LETTERS = "dead-letters-out";

    /** What a turn's own JSON needs beside its messages. */
    private static final int ROOM_FOR_ENVELOPE = 256 * 1024;

    private static final int LARGEST_TURN = Topics.LARGEST_RECORD_BYTES - ROOM_FOR_ENVELOPE;

    private static final Logger LOG = Logger.getLogger(MergeProcessor.class);

    private final NumberRules rules;
    private final BurstMeter meter;
    private final InstantSource clock;
    private final Timing timing;
    private final PartitionEnds ends;
    private final Poison poison;
    private ProcessorContext<String, byte[]> context;
    private SeenMessages seen;
    private OpenBursts bursts;
    private Progress progress;
    private int counted;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    MergeProcessor(
            NumberRules rules,
            BurstMeter meter,
            InstantSource clock,
            Timing timing,
            PartitionEnds ends,
            Poison poison) {
        this.rules = rules;
        this.meter = meter;
        this.clock = clock;
        this.timing = timing;
        this.ends = ends;
        this.poison = poison;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> owner) {
        context = owner;
        seen = new SeenMessages(owner.getStateStore(SeenMessages.STORE), timing.dedupeRetention());
        bursts = new OpenBursts(owner.getStateStore(OpenBursts.STORE), rules, clock.instant());
        progress = new Progress(ends, owner.taskId().partition());
        count();
        var _ = owner.schedule(timing.tick(), PunctuationType.WALL_CLOCK_TIME, _ -> closeDue());
    }

    @Override
    public void process(Record<String, byte @Nullable []> inbound) {
        var origin = context.recordMetadata().orElseThrow();
        var now = clock.instant();
        try {
            var verdict = poison.verdict(origin);
            if (verdict.isPresent()) {
                setAside(inbound, origin, verdict.get(), Poison.ATTEMPTS, now);
            } else {
                work(inbound, origin, now);
            }
        } catch (RuntimeException e) {
            poison.failed(origin, e);
            throw e;
        }
        progress.done(origin.offset());
        count();
    }

    private void work(
            Record<String, byte @Nullable []> inbound, RecordMetadata origin, Instant now) {
        switch (InboundRecord.read(inbound)) {
            case InboundRecord.Understood(var message) ->
                    take(message, Instant.ofEpochMilli(inbound.timestamp()), now);
            case InboundRecord.Business _ -> meter.businessMessage();
            case InboundRecord.Unreadable(var cause) -> setAside(inbound, origin, cause, 1, now);
        }
    }

    private void take(HeldMessage next, Instant written, Instant now) {
        // A burst that is due stays open until all that came before is read.
        var at = written.isBefore(now) ? written : now;
        if (!seen.firstSight(next.message().id(), at)) {
            meter.duplicate();
            LOG.debugf("Repeat of a message dropped message=%s", next.message().id());
            return;
        }
        var grown = openFor(next, at).map(open -> open.with(next, now));
        var burst = grown.orElseGet(() -> Burst.startedBy(next, now));
        bursts.keep(burst, rules, now);
        closeIfComplete(burst, isMerging(burst) ? at : now);
    }

    /**
     * The burst that the message belongs to; one that was due when it was written, or has no room,
     * is closed instead.
     */
    private Optional<Burst> openFor(HeldMessage next, Instant at) {
        var open = bursts.find(next.message().conversation().id());
        if (open.isPresent() && closeIfComplete(open.get(), at)) {
            return Optional.empty();
        }
        if (open.isPresent() && open.get().bytes() + next.bytes() > LARGEST_TURN) {
            close(open.get(), Closing.FULL);
            return Optional.empty();
        }
        return open;
    }

    private boolean isMerging(Burst burst) {
        return !rules.of(burst.conversation().business()).quiet().isZero();
    }

    private void closeDue() {
        var now = clock.instant();
        if (!bursts.anyDueBy(now)) {
            return;
        }
        var readUpTo = progress.readUpTo(now);
        var due = bursts.dueBy(readUpTo);
        for (var burst : due) {
            if (burst.firstMessageAt().isAfter(now)) {
                close(burst, Closing.LONGEST); // The clock was set back.
            } else if (!closeIfComplete(burst, readUpTo)) {
                bursts.schedule(burst, rules, now);
            }
        }
        if (!due.isEmpty()) {
            count();
            // The customer has waited for the quiet window; the turn need not wait for the commit
            // interval too.
            context.commit();
        }
    }

    private boolean closeIfComplete(Burst burst, Instant at) {
        var closing = burst.closing(rules.of(burst.conversation().business()), at);
        closing.ifPresent(why -> close(burst, why));
        return closing.isPresent();
    }

    private void close(Burst burst, Closing why) {
        var turn = burst.close(why, clock.instant());
        bursts.remove(burst);
        context.forward(OutgoingRecord.of(turn, burst.traceparent()), TURNS);
        meter.closed(why);
        LOG.debugf(
                "Burst closed conversation=%s turn=%s messages=%d reason=%s",
                turn.conversation().id(), turn.id(), turn.messages().size(), why);
    }

    private void setAside(
            Record<String, byte @Nullable []> inbound,
            RecordMetadata origin,
            String cause,
            int attempts,
            Instant now) {
        // The cause may quote the record, so it is for dead-letters and not for the log.
        LOG.warnf(
                "Record set aside topic=%s partition=%d offset=%d",
                origin.topic(), origin.partition(), origin.offset());
        context.forward(
                OutgoingRecord.setAside(inbound, origin, cause, attempts, now), DEAD_LETTERS);
        meter.deadLettered();
    }

    private void count() {
        meter.openChanged(counted, bursts.count());
        counted = bursts.count();
    }

    @Override
    public void close() {
        meter.openChanged(counted, 0);
        counted = 0;
    }
}
