package dev.switchboard.operator.health;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.switchboard.chassis.start.SampleEvents;
import dev.switchboard.chassis.start.WarmUp;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.wire.EventCodec;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Reads messages as its consumers do, and writes them as the API does. */
@Singleton
public class OperatorWarmUp implements WarmUp {
    private final ObjectMapper json;

    OperatorWarmUp(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public void run() throws IOException {
        for (var message : SampleEvents.turn().messages()) {
            EventCodec.decode(MessageReceived.class, EventCodec.encode(message));
            var _ = json.writeValueAsBytes(message);
        }
        var _ = EventCodec.encode(SampleEvents.reply());
    }
}
