package dev.switchboard.aiworker.turn;

import dev.switchboard.common.event.TurnReady;
import dev.switchboard.transcript.reply.ReplyStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Joins the turns that wait behind a turn batch to it. */
@ApplicationScoped
public class TurnJoiner {
    private final InFlightTurns inFlight;
    private final TurnRecorder recorder;
    private final ReplyStore replies;
    private final HintPublisher hints;

    TurnJoiner(
            InFlightTurns inFlight,
            TurnRecorder recorder,
            ReplyStore replies,
            HintPublisher hints) {
        this.inFlight = inFlight;
        this.recorder = recorder;
        this.replies = replies;
        this.hints = hints;
    }

    /**
     * The batch with the waiting turns that need its reply. Turns that have a result already or
     * hold other turns' messages, as after a redelivery, are left to their lane.
     */
    TurnBatch withWaiting(TurnBatch batch) {
        var joined = batch;
        for (var turn : inFlight.waitingBehind(batch)) {
            if (replies.resultOf(turn.id()).isEmpty() && isRecordedInFull(turn)) {
                joined = joined.with(turn);
            } else {
                inFlight.removeWaiting(turn);
            }
        }
        return joined;
    }

    private boolean isRecordedInFull(TurnReady turn) {
        var recorded = recorder.record(turn);
        recorded.newMessages().forEach(it -> hints.messageRecorded(turn.conversation(), it.id()));
        return recorded.turns().equals(List.of(turn));
    }
}
