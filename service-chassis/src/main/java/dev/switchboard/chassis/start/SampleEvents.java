package dev.switchboard.chassis.start;

import dev.switchboard.common.event.Event;
import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.wire.EventCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Events for warm-ups, decoded from their bytes at each call; nothing of them is published. */
public final class SampleEvents {

    private SampleEvents() {}

    public static TurnReady turn() {
        return decoded(TurnReady.class);
    }

    public static ReplyDecided reply() {
        return decoded(ReplyDecided.class);
    }

    public static ProviderStatusReceived status() {
        return decoded(ProviderStatusReceived.class);
    }

    private static <E extends Event> E decoded(Class<E> type) {
        return EventCodec.decode(type, file(SampleEvents.class, type.getSimpleName() + ".json"));
    }

    /** Bytes of a resource beside a class. */
    public static byte[] file(Class<?> beside, String name) {
        try (var stream = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name, e);
        }
    }
}
