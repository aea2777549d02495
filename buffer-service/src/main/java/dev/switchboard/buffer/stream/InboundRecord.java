package dev.switchboard.buffer.stream;

import dev.switchboard.buffer.burst.BufferedMessage;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.wire.EventCodec;
import dev.switchboard.common.wire.UndecodableException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Parsed record of {@code inbound}. */
sealed interface InboundRecord {

    /** A message to buffer. */
    record CustomerMessage(BufferedMessage message) implements InboundRecord {}

    /**
     * Message typed by the business itself, which makes no turn. The operator service decides about
     * ownership, and the ai-worker obeys for earlier messages of the customer.
     */
    record BusinessMessage() implements InboundRecord {}

    /** Record that the buffer cannot process, now or later. */
    record Unreadable(String cause) implements InboundRecord {}

    static InboundRecord read(Record<String, byte @Nullable []> inbound) {
        var value = inbound.value();
        if (value == null) {
            return new Unreadable("the record has no value");
        }
        try {
            var message = EventCodec.decode(MessageReceived.class, value);
            if (message.byBusiness()) {
                return new BusinessMessage();
            }
            var trace = header(inbound, OutgoingRecord.TRACEPARENT);
            return new CustomerMessage(new BufferedMessage(message, value.length, trace));
        } catch (UndecodableException e) {
            return new Unreadable(String.valueOf(e.getMessage()));
        }
    }

    static Optional<String> header(Record<?, ?> inbound, String name) {
        return Optional.ofNullable(inbound.headers().lastHeader(name))
                .map(header -> new String(header.value(), StandardCharsets.UTF_8));
    }
}
