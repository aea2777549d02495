package dev.switchboard.aiworker.turn;

import dev.switchboard.aiworker.text.StandardTexts;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.identity.MessageId;
import dev.switchboard.model.identity.ReplyId;
import dev.switchboard.transcript.control.Control;
import dev.switchboard.transcript.control.ControlStore;
import dev.switchboard.transcript.reply.Claim;
import dev.switchboard.transcript.reply.ReplyStore;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Settles a question: decides what the customer is told, if anything, and claims its turns. */
@ApplicationScoped
public class Settler {
    private static final Logger LOG = Logger.getLogger(Settler.class);

    private final ControlStore controls;
    private final ReplyStore replies;
    private final OneVoice voice;
    private final StandardTexts texts;
    private final HintPublisher hints;
    private final MeterRegistry meters;
    private final InstantSource clock;

    Settler(
            ControlStore controls,
            ReplyStore replies,
            OneVoice voice,
            StandardTexts texts,
            HintPublisher hints,
            MeterRegistry meters,
            InstantSource clock) {
        this.controls = controls;
        this.replies = replies;
        this.voice = voice;
        this.texts = texts;
        this.hints = hints;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Returns when all the question's turns are settled, and those that joined it meanwhile; or
     * when one of them turned out to be settled already, or the line was handed back meanwhile, and
     * the others are as they were.
     */
    void settle(Question question) throws InterruptedException {
        var control = controls.current(question.conversation().id());
        if (!control.isWithAi()) {
            if (replies.leaveToPerson(question.conversation().id(), question.turnIds())) {
                left(question, "a person has the line");
            }
            return;
        }
        switch (Need.of(question.messages())) {
            case Need.Silence _ -> {
                replies.leaveUnanswered(question.turnIds());
                left(question, "nothing was asked");
            }
            case Need.Explanation(var text) ->
                    claim(question, control, Words.ofSystem(texts.words(text)));
            case Need.Answer _ -> {
                var answered = voice.answer(question, control);
                claim(answered.question(), control, answered.words());
            }
        }
    }

    private static void left(Question question, String why) {
        LOG.infof(
                "Turn not answered conversation=%s turn=%s why=%s",
                question.conversation().id(), question.turnIds().getFirst(), why);
    }

    private void claim(Question question, Control control, Words words) {
        var reply = reply(question, control, words);
        var claim = replies.claim(reply);
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
