package dev.switchboard.aiworker.turn;

import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.transcript.ownership.Ownership;
import dev.switchboard.transcript.reply.ClaimResult;
import dev.switchboard.transcript.reply.ReplyStore;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Claims the turns of a turn batch for one reply. */
@ApplicationScoped
public class ReplyClaimer {
    private static final Logger LOG = Logger.getLogger(ReplyClaimer.class);

    private final ReplyStore replies;
    private final HintPublisher hints;
    private final MeterRegistry meters;
    private final InstantSource clock;

    ReplyClaimer(
            ReplyStore replies, HintPublisher hints, MeterRegistry meters, InstantSource clock) {
        this.replies = replies;
        this.hints = hints;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Claims the batch's turns for this text, or leaves them without a reply where an operator is
     * the owner by now. Changes nothing where one of them has a result already, or where the
     * conversation was taken over and handed back.
     */
    void claim(TurnBatch batch, Ownership ownership, ReplyText text) {
        var reply = reply(batch, ownership, text);
        var claim = replies.claim(reply, text.failure());
        LOG.infof(
                "Reply decided conversation=%s turn=%s reply=%s author=%s claim=%s",
                batch.conversation().id(),
                batch.turnIds().getFirst(),
                reply.id(),
                reply.author(),
                claim);
        if (claim == ClaimResult.MADE) {
            var author = reply.author().name().toLowerCase(Locale.ROOT);
            meters.counter("switchboard.replies", "author", author).increment();
            hints.messageRecorded(batch.conversation(), MessageId.of(reply.id()));
        }
    }

    private ReplyDecided reply(TurnBatch batch, Ownership ownership, ReplyText text) {
        return new ReplyDecided(
                ReplyId.to(batch.turnIds().getFirst()),
                batch.conversation(),
                text.author(),
                text.authorId(),
                text.text(),
                List.of(),
                ownership.epoch(),
                batch.turnIds(),
                Optional.empty(),
                clock.instant());
    }
}
