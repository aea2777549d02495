package dev.switchboard.aiworker.turn;

import dev.switchboard.model.event.TurnReady;
import dev.switchboard.transcript.reply.ReplyStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Makes the turns that wait behind a question part of it. */
@ApplicationScoped
public class Joining {
    private final Interruptions interruptions;
    private final TurnRecorder recorder;
    private final ReplyStore replies;
    private final HintPublisher hints;

    Joining(
            Interruptions interruptions,
            TurnRecorder recorder,
            ReplyStore replies,
            HintPublisher hints) {
        this.interruptions = interruptions;
        this.recorder = recorder;
        this.replies = replies;
        this.hints = hints;
    }

    /**
     * With the turns that wait behind it; not with those that are settled or hold other turns'
     * messages, as after a redelivery: their lane sees to them when it is their turn.
     */
    Question joined(Question question) {
        var joined = question;
        for (var turn : interruptions.behind(question)) {
            if (replies.settlementOf(turn.id()).isEmpty() && isRecordedWhole(turn)) {
                joined = joined.with(turn);
            } else {
                interruptions.begun(turn);
            }
        }
        return joined;
    }

    private boolean isRecordedWhole(TurnReady turn) {
        var recorded = recorder.record(turn);
        recorded.fresh().forEach(it -> hints.recorded(turn.conversation(), it.id()));
        return recorded.turns().equals(List.of(turn));
    }
}
