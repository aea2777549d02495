package dev.switchboard.buffer.stream;

import static java.util.Comparator.naturalOrder;

import dev.switchboard.buffer.burst.BufferedMessage;
import dev.switchboard.buffer.burst.Burst;
import dev.switchboard.buffer.burst.BurstMeter;
import dev.switchboard.buffer.burst.BurstRulesByNumber;
import dev.switchboard.buffer.burst.OpenBursts;
import dev.switchboard.buffer.dedupe.SeenMessages;
import dev.switchboard.common.event.TurnReady.Closing;
import dev.switchboard.common.topic.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Processes one partition: drops duplicates, merges a conversation's messages into bursts, closes
 * due ones. Everything it does for a record is in one transaction with the record's offset.
 */
final class MergeProcessor implements Processor<String, byte @Nullable [], String, byte[]> {
    static final String TURNS = "turns-out";
    static final String DEAD_LETTERS = "dead-letters-out";

    /** Space for a turn's own JSON beside its messages. */
    private static final int ENVELOPE_BYTES = 256 * 1024;

    private static final int MAX_TURN_BYTES = Topics.MAX_RECORD_BYTES - ENVELOPE_BYTES;

    private static final Logger LOG = Logger.getLogger(MergeProcessor.class);

    private final BurstRulesByNumber rules;
    private final BurstMeter meter;
    private final InstantSource clock;
    private final BufferTiming timing;
    private final EndOffsets ends;
    private final PoisonRecords poisonRecords;
    private final CommitPace pace;
    private final WakeTimes wakeTimes;
    private ProcessorContext<String, byte[]> context;
    private SeenMessages seen;
    private OpenBursts bursts;
    private PartitionProgress progress;
    private int reportedCount;

    /** Due bursts are looked for while this is not null; each tick makes Streams commit. */
    private @Nullable Cancellable ticks;

    /** True from when a turn is forwarded until a commit is requested. */
    private boolean isCommitDue;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    MergeProcessor(
            BurstRulesByNumber rules,
            BurstMeter meter,
            InstantSource clock,
            BufferTiming timing,
            EndOffsets ends,
            TaskResources resources) {
        this.rules = rules;
        this.meter = meter;
        this.clock = clock;
        this.timing = timing;
        this.ends = ends;
        poisonRecords = resources.poisonRecords();
        pace = resources.pace();
        wakeTimes = resources.wakeTimes();
    }

    @Override
    public void init(ProcessorContext<String, byte[]> owner) {
        context = owner;
        seen = new SeenMessages(owner.getStateStore(SeenMessages.STORE), timing.dedupeRetention());
        var now = clock.instant();
        bursts = new OpenBursts(owner.getStateStore(OpenBursts.STORE), rules, now);
        progress = new PartitionProgress(ends, owner.taskId().partition());
        reportOpenBursts();
        scheduleNext(now);
    }

    @Override
    public void process(Record<String, byte @Nullable []> inbound) {
        var origin = context.recordMetadata().orElseThrow();
        var now = clock.instant();
        try {
            var poisonCause = poisonRecords.cause(origin);
            if (poisonCause.isPresent()) {
                deadLetter(inbound, origin, poisonCause.get(), PoisonRecords.MAX_ATTEMPTS, now);
            } else {
                handle(inbound, origin, now);
            }
        } catch (RuntimeException e) {
            poisonRecords.failed(origin, e);
            throw e;
        }
        progress.processed(origin.offset());
        reportOpenBursts();
        requestCommit(now);
        scheduleNext(now);
    }

    private void handle(
            Record<String, byte @Nullable []> inbound, RecordMetadata origin, Instant now) {
        switch (InboundRecord.read(inbound)) {
            case InboundRecord.CustomerMessage(var message) ->
                    merge(message, Instant.ofEpochMilli(inbound.timestamp()), now);
            case InboundRecord.BusinessMessage _ -> meter.businessMessage();
            case InboundRecord.Unreadable(var cause) -> deadLetter(inbound, origin, cause, 1, now);
        }
    }

    private void merge(BufferedMessage next, Instant writtenAt, Instant now) {
        // A due burst stays open until all earlier records are read.
        var at = writtenAt.isBefore(now) ? writtenAt : now;
        if (!seen.addIfNew(next.message().id(), at)) {
            meter.duplicate();
            LOG.debugf("Duplicate message dropped message=%s", next.message().id());
            return;
        }
        var grown = openFor(next, at).map(open -> open.with(next, now));
        var burst = grown.orElseGet(() -> Burst.startedBy(next, now));
        bursts.put(burst, rules, now);
        closeIfComplete(burst, isMerging(burst) ? at : now);
    }

    /**
     * Finds the burst that the message belongs to; closes it instead if it was due when the message
     * was written, or has no room for it.
     */
    private Optional<Burst> openFor(BufferedMessage next, Instant at) {
        var open = bursts.find(next.message().conversation().id());
        if (open.isPresent() && closeIfComplete(open.get(), at)) {
            return Optional.empty();
        }
        if (open.isPresent() && open.get().bytes() + next.bytes() > MAX_TURN_BYTES) {
            close(open.get(), Closing.FULL);
            return Optional.empty();
        }
        return open;
    }

    private boolean isMerging(Burst burst) {
        return !rules.of(burst.conversation().business()).quietPeriod().isZero();
    }

    private void tick() {
        var now = clock.instant();
        if (bursts.nextDueAt().filter(at -> !at.isAfter(now)).isPresent()) {
            closeDue(now);
            reportOpenBursts();
        }
        requestCommit(now);
        scheduleNext(now);
    }

    private void closeDue(Instant now) {
        var readUpTo = progress.readUpTo(now);
        for (var burst : bursts.dueBy(readUpTo)) {
            if (burst.firstMessageAt().isAfter(now)) {
                close(burst, Closing.MAX_WAIT); // The clock was set back.
            } else if (!closeIfComplete(burst, readUpTo)) {
                bursts.schedule(burst, rules, now);
            }
        }
    }

    /** A customer waits: a turn need not wait for the commit interval too. */
    private void requestCommit(Instant now) {
        if (isCommitDue && pace.tryRequest(now)) {
            context.commit();
            isCommitDue = false;
        }
    }

    private void scheduleNext(Instant now) {
        var nextTick = now.plus(timing.tickInterval());
        nextWorkAt(now)
                .map(at -> at.isBefore(nextTick) ? nextTick : at)
                .ifPresentOrElse(
                        at -> wakeTimes.set(progress.partition(), at),
                        () -> wakeTimes.remove(progress.partition()));
        tickWhileNeeded();
    }

    private Optional<Instant> nextWorkAt(Instant now) {
        var nextClose =
                bursts.nextDueAt().map(at -> at.isAfter(now) ? at : progress.nextCallAt(now));
        var nextCommit = isCommitDue ? Optional.of(pace.next()) : Optional.<Instant>empty();
        return Stream.of(nextClose, nextCommit).flatMap(Optional::stream).min(naturalOrder());
    }

    private void tickWhileNeeded() {
        var isNeeded = bursts.count() > 0 || isCommitDue;
        if (isNeeded && ticks == null) {
            ticks =
                    context.schedule(
                            timing.tickInterval(), PunctuationType.WALL_CLOCK_TIME, _ -> tick());
        } else if (!isNeeded && ticks != null) {
            ticks.cancel();
            ticks = null;
        }
    }

    private boolean closeIfComplete(Burst burst, Instant at) {
        var closing = burst.closing(rules.of(burst.conversation().business()), at);
        closing.ifPresent(reason -> close(burst, reason));
        return closing.isPresent();
    }

    private void close(Burst burst, Closing reason) {
        var turn = burst.close(reason, clock.instant());
        bursts.remove(burst);
        context.forward(OutgoingRecord.of(turn, burst.traceparent().orElse(null)), TURNS);
        isCommitDue = true;
        meter.closed(reason);
        LOG.debugf(
                "Burst closed conversation=%s turn=%s messages=%d reason=%s",
                turn.conversation().id(), turn.id(), turn.messages().size(), reason);
    }

    private void deadLetter(
            Record<String, byte @Nullable []> inbound,
            RecordMetadata origin,
            String cause,
            int attempts,
            Instant now) {
        // The cause may quote the record, so it goes to dead-letters and not to the log.
        LOG.warnf(
                "Record dead-lettered topic=%s partition=%d offset=%d",
                origin.topic(), origin.partition(), origin.offset());
        context.forward(
                OutgoingRecord.deadLetter(inbound, origin, cause, attempts, now), DEAD_LETTERS);
        meter.deadLettered();
    }

    private void reportOpenBursts() {
        meter.openChanged(reportedCount, bursts.count());
        reportedCount = bursts.count();
    }

    @Override
    public void close() {
        wakeTimes.remove(progress.partition());
        meter.openChanged(reportedCount, 0);
        reportedCount = 0;
    }
}
