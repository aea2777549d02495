package dev.switchboard.aiworker.turn;

import dev.switchboard.chassis.lane.NotHandledException;
import dev.switchboard.chassis.topic.EventPublisher;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.event.TurnReady;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.transcript.reply.ReplyStore;
import dev.switchboard.transcript.reply.Settlement;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of a turn: it is recorded, settled once, and the reply that settles it is published.
 * After a crash the same turn goes the same way and finds what it has already done.
 */
@ApplicationScoped
public class TurnWork {
    private final Interruptions interruptions;
    private final TurnRecorder recorder;
    private final ReplyStore replies;
    private final Settler settler;
    private final HintPublisher hints;
    private final EventPublisher publisher;

    TurnWork(
            Interruptions interruptions,
            TurnRecorder recorder,
            ReplyStore replies,
            Settler settler,
            HintPublisher hints,
            EventPublisher publisher) {
        this.interruptions = interruptions;
        this.recorder = recorder;
        this.replies = replies;
        this.settler = settler;
        this.hints = hints;
        this.publisher = publisher;
    }

    /**
     * Returns when the turn's reply, if it gets one, is in the topic {@code replies}.
     *
     * @throws NotHandledException when the reply is an apology for a model that failed, and is in
     *     its topic
     */
    void handle(TurnReady turn) throws InterruptedException {
        interruptions.begun(turn);
        var recorded = recorder.record(turn);
        recorded.fresh().forEach(it -> hints.recorded(turn.conversation(), it.id()));
        var failures = new ArrayList<String>();
        for (var own : recorded.turns()) {
            var settlement = settled(own);
            settlement.reply().ifPresent(this::publish);
            settlement.failure().ifPresent(failures::add);
        }
        if (!failures.isEmpty()) {
            throw new NotHandledException(String.join("; ", failures));
        }
    }

    private Settlement settled(TurnReady turn) throws InterruptedException {
        var settlement = replies.settlementOf(turn.id());
        while (settlement.isEmpty()) {
            settler.settle(new Question(List.of(turn)));
            settlement = replies.settlementOf(turn.id());
        }
        return settlement.get();
    }

    private void publish(ReplyDecided reply) {
        publisher.publishAndWait(Topics.REPLIES, reply.conversation().id().toString(), reply);
    }
}
