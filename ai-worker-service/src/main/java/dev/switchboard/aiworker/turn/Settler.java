package dev.switchboard.aiworker.turn;

import dev.switchboard.aiworker.text.StandardTexts;
import dev.switchboard.model.event.Revisions;
import dev.switchboard.transcript.control.Control;
import dev.switchboard.transcript.control.ControlStore;
import dev.switchboard.transcript.reply.ReplyStore;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Settles a question: decides what the customer is told, if anything, and claims its turns. */
@ApplicationScoped
public class Settler {
    private static final Logger LOG = Logger.getLogger(Settler.class);

    private final ControlStore controls;
    private final ReplyStore replies;
    private final OneVoice voice;
    private final StandardTexts texts;
    private final Freshness freshness;
    private final OwnWords ownWords;
    private final KnownEdits knownEdits;
    private final Claims claims;

    Settler(
            ControlStore controls,
            ReplyStore replies,
            OneVoice voice,
            StandardTexts texts,
            Freshness freshness,
            OwnWords ownWords,
            KnownEdits knownEdits,
            Claims claims) {
        this.controls = controls;
        this.replies = replies;
        this.voice = voice;
        this.texts = texts;
        this.freshness = freshness;
        this.ownWords = ownWords;
        this.knownEdits = knownEdits;
        this.claims = claims;
    }

    /**
     * Returns when all the question's turns are settled, and those that joined it meanwhile; or
     * when one of them turned out to be settled already, or the line has changed hands meanwhile,
     * and the others are as they were.
     */
    void settle(Question question) throws InterruptedException {
        var control = controls.current(question.conversation().id());
        if (!control.isWithAi()) {
            if (replies.leaveToPerson(question.conversation().id(), question.turnIds())) {
                left(question, "a person has the line");
            }
        } else if (control.optedOut()) {
            leaveUnanswered(question, "the customer has opted out");
        } else if (freshness.isStale(question)) {
            leaveUnanswered(question, "it is too old");
        } else {
            var messages = knownEdits.without(Revisions.applied(question.messages()));
            meet(Need.of(ownWords.without(messages)), question, control);
        }
    }

    private void meet(Need need, Question question, Control control) throws InterruptedException {
        switch (need) {
            case Need.Silence _ -> leaveUnanswered(question, "nothing was asked");
            case Need.Explanation(var text) ->
                    claims.claim(question, control, Words.ofSystem(texts.words(text)));
            case Need.Answer _ ->
                    voice.answer(question, control)
                            .ifPresent(answered ->
                                    claims.claim(answered.question(), control, answered.words()));
        }
    }

    private void leaveUnanswered(Question question, String why) {
        replies.leaveUnanswered(question.turnIds());
        left(question, why);
    }

    private static void left(Question question, String why) {
        LOG.infof(
                "Turn not answered conversation=%s turn=%s why=%s",
                question.conversation().id(), question.turnIds().getFirst(), why);
    }
}
