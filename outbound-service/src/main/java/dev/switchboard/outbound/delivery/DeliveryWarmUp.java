package dev.switchboard.outbound.delivery;

import dev.switchboard.chassis.start.SampleEvents;
import dev.switchboard.chassis.start.WarmUp;
import dev.switchboard.common.wire.EventCodec;
import dev.switchboard.outbound.split.Splitter;
import jakarta.inject.Singleton;

/** Reads a reply and a status, and splits the reply into parts. */
@Singleton
public class DeliveryWarmUp implements WarmUp {
    private static final Splitter SPLITTER = new Splitter(1_000);

    @Override
    public void run() {
        var reply = SampleEvents.reply();
        var _ = SPLITTER.split(reply.text());
        var _ = EventCodec.encode(SampleEvents.status());
    }
}
