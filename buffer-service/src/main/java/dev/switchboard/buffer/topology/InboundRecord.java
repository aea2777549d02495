package dev.switchboard.buffer.topology;

import dev.switchboard.buffer.burst.HeldMessage;
import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.wire.EventCodec;
import dev.switchboard.model.wire.UndecodableException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** What a record of {@code inbound} turns out to be. */
sealed interface InboundRecord {

    /** A message to buffer. */
    record Understood(HeldMessage message) implements InboundRecord {}

    /**
     * What a person of the business wrote, which nobody is to answer: who has the line then is the
     * operator service's to say, and the ai-worker's to heed for what the customer wrote before.
     */
    record Business() implements InboundRecord {}

    /** Nothing that the buffer can work on, today or later. */
    record Unreadable(String cause) implements InboundRecord {}

    static InboundRecord read(Record<String, byte @Nullable []> inbound) {
        var value = inbound.value();
        if (value == null) {
            return new Unreadable("the record has no value");
        }
        try {
            var message = EventCodec.decode(MessageReceived.class, value);
            if (message.byBusiness()) {
                return new Business();
            }
            var trace = header(inbound, OutgoingRecord.TRACEPARENT);
            return new Understood(new HeldMessage(message, value.length, trace));
        } catch (UndecodableException e) {
            return new Unreadable(String.valueOf(e.getMessage()));
        }
    }

    /** A header's text. */
    static Optional<String> header(Record<?, ?> inbound, String name) {
        return Optional.ofNullable(inbound.headers().lastHeader(name))
                .map(header -> new String(header.value(), StandardCharsets.UTF_8));
    }
}
