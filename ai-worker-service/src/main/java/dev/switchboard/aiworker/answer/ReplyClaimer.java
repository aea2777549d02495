package dev.switchboard.aiworker.answer;

import dev.switchboard.aiworker.answer.AnswerLoop.Answered;
import dev.switchboard.aiworker.inflight.HintPublisher;
import dev.switchboard.aiworker.inflight.TurnBatch;
import dev.switchboard.aiworker.setting.ConversationSettings;
import dev.switchboard.aiworker.spend.PaidCalls;
import dev.switchboard.aiworker.text.StandardText;
import dev.switchboard.aiworker.text.StandardTexts;
import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.transcript.ownership.Ownership;
import dev.switchboard.transcript.reply.ClaimResult;
import dev.switchboard.transcript.reply.ReplyOrigin;
import dev.switchboard.transcript.reply.ReplyStore;
import dev.switchboard.transcript.reply.TurnResult;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Claims the turns of a turn batch for one reply, and publishes replies. */
@ApplicationScoped
public class ReplyClaimer {
    private static final Logger LOG = Logger.getLogger(ReplyClaimer.class);

    private final ReplyStore replies;
    private final StandardTexts texts;
    private final EventPublisher publisher;
    private final HintPublisher hints;
    private final MeterRegistry meters;
    private final PaidCalls paidCalls;
    private final InstantSource clock;

    ReplyClaimer(
            ReplyStore replies,
            StandardTexts texts,
            EventPublisher publisher,
            HintPublisher hints,
            MeterRegistry meters,
            PaidCalls paidCalls,
            InstantSource clock) {
        this.replies = replies;
        this.texts = texts;
        this.publisher = publisher;
        this.hints = hints;
        this.meters = meters;
        this.paidCalls = paidCalls;
        this.clock = clock;
    }

    /** Claims the batch's turns, as for a text of the model, for a text of the product. */
    public Optional<TurnResult> claim(
            TurnBatch batch,
            Ownership ownership,
            ConversationSettings settings,
            StandardText text) {
        return claim(
                new Answered(batch, ReplyText.ofSystem(texts.text(settings, text))),
                ownership,
                settings);
    }

    /**
     * Claims the batch's turns for its text, or leaves them without a reply where an operator is
     * the owner by now. Changes nothing where one of them has a result already, or where the
     * conversation was taken over and handed back.
     *
     * @param settings those that the text was made with
     * @return the result of the batch's turns; empty if the reply was not stored
     */
    public Optional<TurnResult> claim(
            Answered answered, Ownership ownership, ConversationSettings settings) {
        var batch = answered.batch();
        var text = answered.text();
        var id = ReplyId.to(batch.turnIds().getFirst());
        var reply = reply(id, batch, ownership, text, batch.turnIds());
        var origin =
                new ReplyOrigin(
                        settings.version(),
                        text.profile(),
                        text.cached(),
                        text.calls(),
                        answered.debug());
        var claim = claim(reply, text, origin);
        LOG.infof(
                "Reply decided conversation=%s turn=%s reply=%s author=%s profile=%s claim=%s",
                batch.conversation().id(),
                batch.turnIds().getFirst(),
                reply.id(),
                reply.author(),
                text.profile().orElse("none"),
                claim);
        if (claim != ClaimResult.MADE) {
            return Optional.empty();
        }
        var author = reply.author().name().toLowerCase(Locale.ROOT);
        meters.counter("switchboard.replies", "author", author).increment();
        hints.messageRecorded(batch.conversation(), MessageId.of(reply.id()));
        return Optional.of(new TurnResult(Optional.of(reply), text.failure()));
    }

    /** Its calls are paid for, also where the claim fails. */
    private ClaimResult claim(ReplyDecided reply, ReplyText text, ReplyOrigin origin) {
        var isWritten = false;
        try {
            var result = replies.claim(reply, text.failure().orElse(null), origin);
            isWritten = true;
            return result;
        } finally {
            if (!isWritten) {
                paidCalls.recordWithoutClaim(text.calls());
            }
        }
    }

    /** Returns when the reply is in its topic. */
    public void publish(ReplyDecided reply) {
        publisher.publishAndWait(Topics.REPLIES, reply.conversation().id().toString(), reply);
    }

    /**
     * Sends the delay notice: the answer takes longer. It claims no turn; the answer follows.
     * Idempotent by the batch's first turn, over restarts too. Sends nothing when the ownership has
     * changed, or the AI is switched off for the conversation.
     */
    void sendDelayNotice(TurnBatch batch, Ownership ownership, ConversationSettings settings) {
        var id = ReplyId.ofNotice(batch.turnIds().getFirst());
        storeNotice(id, batch, ownership, settings, texts.text(settings, StandardText.TIMEOUT))
                .ifPresent(notice -> {
                    publishNotice(notice, "Delay notice");
                    meters.counter("switchboard.delay.notices").increment();
                });
    }

    /**
     * Tells the customer how long to wait before the next answer. It claims no turn, and is sent as
     * the delay notice is.
     */
    public void sendLimitNotice(
            TurnReady turn, Ownership ownership, ConversationSettings settings, int seconds) {
        var batch = new TurnBatch(List.of(turn));
        var id = ReplyId.ofNotice(turn.id());
        storeNotice(id, batch, ownership, settings, texts.rateLimited(settings, seconds))
                .ifPresent(notice -> publishNotice(notice, "Limit notice"));
    }

    /** Tells the customer that there is no answer now, once a day; as the delay notice is sent. */
    public void sendSpendNotice(
            TurnBatch batch, Ownership ownership, ConversationSettings settings) {
        var id = ReplyId.ofSpendNotice(batch.conversation().id(), paidCalls.today());
        var text = texts.text(settings, StandardText.AI_UNAVAILABLE);
        storeNotice(id, batch, ownership, settings, text)
                .ifPresent(notice -> publishNotice(notice, "Spend notice"));
    }

    /**
     * Shows the customer the input of the model. It claims no turn, and is sent as the delay notice
     * is.
     */
    void sendDebugNotice(
            TurnBatch batch, Ownership ownership, ConversationSettings settings, String text) {
        var id = ReplyId.ofDebug(batch.turnIds().getFirst());
        storeNotice(id, batch, ownership, settings, text)
                .ifPresent(notice -> publishNotice(notice, "Debug notice"));
    }

    private Optional<ReplyDecided> storeNotice(
            ReplyId id,
            TurnBatch batch,
            Ownership ownership,
            ConversationSettings settings,
            String text) {
        return replies.storeNotice(
                reply(id, batch, ownership, ReplyText.ofSystem(text), List.of()),
                settings.version());
    }

    private void publishNotice(ReplyDecided notice, String kind) {
        publish(notice);
        hints.messageRecorded(notice.conversation(), MessageId.of(notice.id()));
        LOG.infof(
                "%s published conversation=%s reply=%s",
                kind, notice.conversation().id(), notice.id());
    }

    private ReplyDecided reply(
            ReplyId id,
            TurnBatch batch,
            Ownership ownership,
            ReplyText text,
            List<TurnId> answeredTurns) {
        return new ReplyDecided(
                id,
                batch.conversation(),
                text.author(),
                text.authorId(),
                text.text(),
                List.of(),
                ownership.epoch(),
                answeredTurns,
                Optional.empty(),
                clock.instant());
    }
}
