package dev.switchboard.aiworker.turn;

import dev.switchboard.aiworker.text.StandardText;
import dev.switchboard.aiworker.text.StandardTexts;
import dev.switchboard.chassis.topic.EventPublisher;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.event.ReplyDecided.Author;
import dev.switchboard.model.identity.MessageId;
import dev.switchboard.model.identity.ReplyId;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.transcript.control.Control;
import dev.switchboard.transcript.reply.ReplyStore;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Tells a customer that the answer takes longer. It answers no turn: the answer follows. */
@ApplicationScoped
public class Notices {
    private static final Logger LOG = Logger.getLogger(Notices.class);

    private final ReplyStore replies;
    private final StandardTexts texts;
    private final EventPublisher publisher;
    private final HintPublisher hints;
    private final MeterRegistry meters;
    private final InstantSource clock;

    Notices(
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
     * Idempotent by the question's first turn, over restarts too. Says nothing when the line has
     * changed hands.
     */
    void send(Question question, Control control) {
        replies.announce(notice(question, control)).ifPresent(this::publish);
    }

    private ReplyDecided notice(Question question, Control control) {
        return new ReplyDecided(
                ReplyId.ofNotice(question.turnIds().getFirst()),
                question.conversation(),
                Author.SYSTEM,
                Optional.empty(),
                texts.words(StandardText.TIMEOUT),
                List.of(),
                control.epoch(),
                List.of(),
                Optional.empty(),
                clock.instant());
    }

    private void publish(ReplyDecided notice) {
        publisher.publishAndWait(Topics.REPLIES, notice.conversation().id().toString(), notice);
        meters.counter("switchboard.notices").increment();
        hints.recorded(notice.conversation(), MessageId.of(notice.id()));
        LOG.infof(
                "Customer told that the answer takes longer conversation=%s reply=%s",
                notice.conversation().id(), notice.id());
    }
}
