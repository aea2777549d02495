package dev.switchboard.buffer.topology;

import dev.switchboard.chassis.failure.LoggableFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How far one partition has been read. A customer was quiet only if all that was in the partition
 * when the quiet window ended has been read; what a stall, a slow fetch or a change of owner keeps
 * from us is no silence. For one thread, which never waits.
 */
final class Progress {
    /** So that a busy partition costs 20 requests a second at most. */
    private static final Duration ASK_EVERY = Duration.ofMillis(50);

    /**
     * Kafka has answered and what it spoke of does not come, nor anything before it: nobody is to
     * wait for that longer. A backlog takes its time, on a busy machine after a restart tens of
     * seconds until its first record.
     */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(Progress.class);
    private static final long UNKNOWN = -1;

    private final PartitionEnds kafka;
    private final int partition;
    private long position = UNKNOWN;
    private Instant latest = Instant.MIN;
    private Instant askNext = Instant.MIN;
    private Instant readUpTo = Instant.MIN;
    private long lastPosition = UNKNOWN;
    private Instant movedAt = Instant.MIN;
    private @Nullable Question question;

    Progress(PartitionEnds kafka, int partition) {
        this.kafka = kafka;
        this.partition = partition;
    }

    private record Question(
            Instant askedAt, CompletableFuture<Long> end, CompletableFuture<Long> start) {

        boolean isAnswered() {
            return end.isDone() && start.isDone();
        }
    }

    /** The record with this offset is done. */
    void done(long offset) {
        position = offset + 1;
    }

    /**
     * All that was written to the partition before this time has been read. Asks Kafka, so that a
     * later call can say more: call it when it matters only.
     */
    Instant readUpTo(Instant now) {
        if (now.isBefore(latest)) {
            forgetTimes();
        }
        latest = now;
        if (question == null && !now.isBefore(askNext)) {
            question = ask(now);
            askNext = now.plus(ASK_EVERY);
        }
        if (question != null && question.isAnswered()) {
            judge(question, now);
        }
        return readUpTo;
    }

    /** The clock was set back; what is known by its earlier times says nothing now. */
    private void forgetTimes() {
        question = null;
        askNext = Instant.MIN;
        readUpTo = Instant.MIN;
        movedAt = Instant.MIN;
    }

    private Question ask(Instant now) {
        var start =
                position == UNKNOWN
                        ? kafka.start(partition).toCompletableFuture()
                        : CompletableFuture.completedFuture(position);
        return new Question(now, kafka.end(partition).toCompletableFuture(), start);
    }

    private void judge(Question answered, Instant now) {
        try {
            position = Math.max(position, answered.start().join());
            var isRead = position >= answered.end().join();
            if (!isRead && !standsStill(answered, now)) {
                return;
            }
            if (!isRead) {
                LOG.warnf(
                        "Records do not come, bursts are closed without them partition=%d"
                                + " position=%d end=%d",
                        partition, position, answered.end().join());
            }
            readUpTo = answered.askedAt();
        } catch (CompletionException unanswered) {
            LOG.debugf(
                    LoggableFailure.of(unanswered),
                    "Kafka does not say where it ends partition=%d",
                    partition);
        }
        question = null;
    }

    private boolean standsStill(Question answered, Instant now) {
        if (position != lastPosition) {
            lastPosition = position;
            movedAt = now;
        }
        var since = movedAt.isAfter(answered.askedAt()) ? movedAt : answered.askedAt();
        return !now.isBefore(since.plus(LONGEST));
    }
}
