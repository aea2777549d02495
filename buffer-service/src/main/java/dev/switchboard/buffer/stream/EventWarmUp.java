package dev.switchboard.buffer.stream;

import dev.switchboard.chassis.start.SampleEvents;
import dev.switchboard.chassis.start.WarmUp;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.wire.EventCodec;
import jakarta.inject.Singleton;

/** Reads messages and encodes a turn; the stream itself is ready when it runs. */
@Singleton
public class EventWarmUp implements WarmUp {

    @Override
    public void run() {
        var turn = SampleEvents.turn();
        for (var message : turn.messages()) {
            EventCodec.decode(MessageReceived.class, EventCodec.encode(message));
        }
        var _ = EventCodec.encode(turn);
    }
}
