package dev.switchboard.buffer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.chassis.kafka.HeaderText;
import dev.switchboard.common.event.DeadLettered;
import dev.switchboard.common.event.Event;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.wire.EventCodec;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Converts the buffer's events to records: body, event headers, trace context. */
final class OutgoingRecord {
    static final String TRACEPARENT = "traceparent";

    private OutgoingRecord() {}

    static Record<String, byte[]> of(TurnReady turn, @Nullable String traceparent) {
        return record(turn.conversation().id().toString(), turn, turn.closedAt(), traceparent);
    }

    /** Idempotent: the same record gives the same event. */
    static Record<String, byte[]> deadLetter(
            Record<String, byte @Nullable []> inbound,
            RecordMetadata origin,
            String cause,
            int attempts,
            Instant at) {
        var event =
                DeadLettered.of(
                        origin.topic(),
                        origin.partition(),
                        origin.offset(),
                        inbound.key(),
                        InboundRecord.header(inbound, EventCodec.TYPE_HEADER).orElse(null),
                        HeaderText.of(inbound.headers()),
                        inbound.value(),
                        cause,
                        attempts,
                        at);
        return record(
                event.key().orElse(event.place()),
                event,
                at,
                InboundRecord.header(inbound, TRACEPARENT).orElse(null));
    }

    private static Record<String, byte[]> record(
            String key, Event event, Instant at, @Nullable String traceparent) {
        var headers = new RecordHeaders();
        EventCodec.headers(event).forEach(headers::add);
        if (traceparent != null) {
            headers.add(TRACEPARENT, traceparent.getBytes(UTF_8));
        }
        return new Record<>(key, EventCodec.encode(event), at.toEpochMilli(), headers);
    }
}
