package dev.switchboard.aiworker.turn;

import dev.switchboard.aiworker.text.StandardText;
import dev.switchboard.aiworker.text.StandardTexts;
import dev.switchboard.chassis.topic.EventPublisher;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.ReplyDecided.Author;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.transcript.ownership.Ownership;
import dev.switchboard.transcript.reply.ReplyStore;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Sends the delay notice: the answer takes longer. It claims no turn; the answer follows. */
@ApplicationScoped
public class DelayNotice {
    private static final Logger LOG = Logger.getLogger(DelayNotice.class);

    private final ReplyStore replies;
    private final StandardTexts texts;
    private final EventPublisher publisher;
    private final HintPublisher hints;
    private final MeterRegistry meters;
    private final InstantSource clock;

    DelayNotice(
            ReplyStore replies,
            StandardTexts texts,
            EventPublisher publisher,
            HintPublisher hints,
            MeterRegistry meters,
            InstantSource clock) {
        this.replies = replies;
        this.texts = texts;
        this.publisher = publisher;
        this.hints = hints;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Idempotent by the batch's first turn, over restarts too. Sends nothing when the ownership has
     * changed.
     */
    void send(TurnBatch batch, Ownership ownership) {
        replies.storeNotice(notice(batch, ownership)).ifPresent(this::publish);
    }

    private ReplyDecided notice(TurnBatch batch, Ownership ownership) {
        return new ReplyDecided(
                ReplyId.ofNotice(batch.turnIds().getFirst()),
                batch.conversation(),
                Author.SYSTEM,
                Optional.empty(),
                texts.text(StandardText.TIMEOUT),
                List.of(),
                ownership.epoch(),
                List.of(),
                Optional.empty(),
                clock.instant());
    }

    private void publish(ReplyDecided notice) {
        publisher.publishAndWait(Topics.REPLIES, notice.conversation().id().toString(), notice);
        meters.counter("switchboard.delay.notices").increment();
        hints.messageRecorded(notice.conversation(), MessageId.of(notice.id()));
        LOG.infof(
                "Delay notice published conversation=%s reply=%s",
                notice.conversation().id(), notice.id());
    }
}
