package dev.switchboard.aiworker.turn;

import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.identity.MessageId;
import dev.switchboard.model.identity.ReplyId;
import dev.switchboard.transcript.control.Control;
import dev.switchboard.transcript.reply.Claim;
import dev.switchboard.transcript.reply.ReplyStore;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Makes words the reply to a question, once. */
@ApplicationScoped
public class Claims {
    private static final Logger LOG = Logger.getLogger(Claims.class);

    private final ReplyStore replies;
    private final HintPublisher hints;
    private final MeterRegistry meters;
    private final InstantSource clock;

    Claims(ReplyStore replies, HintPublisher hints, MeterRegistry meters, InstantSource clock) {
        this.replies = replies;
        this.hints = hints;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Settles the question's turns with these words, or without any where a person has the line by
     * now; changes nothing where one of them is settled already, or where the line was given back.
     */
    void claim(Question question, Control control, Words words) {
        var reply = reply(question, control, words);
        var claim = replies.claim(reply, words.failure());
        LOG.infof(
                "Reply decided conversation=%s turn=%s reply=%s author=%s claim=%s",
                question.conversation().id(),
                question.turnIds().getFirst(),
                reply.id(),
                reply.author(),
                claim);
        if (claim == Claim.MADE) {
            var author = reply.author().name().toLowerCase(Locale.ROOT);
            meters.counter("switchboard.replies", "author", author).increment();
            hints.recorded(question.conversation(), MessageId.of(reply.id()));
        }
    }

    private ReplyDecided reply(Question question, Control control, Words words) {
        return new ReplyDecided(
                ReplyId.to(question.turnIds().getFirst()),
                question.conversation(),
                words.author(),
                words.authorId(),
                words.text(),
                List.of(),
                control.epoch(),
                question.turnIds(),
                Optional.empty(),
                clock.instant());
    }
}
