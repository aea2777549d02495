package dev.switchboard.buffer.burst;

import dev.switchboard.common.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/** JSON serde of the store of open bursts. */
final class BurstSerde {
    private BurstSerde() {}

    static Serde<Burst> create() {
        return Serdes.serdeFrom((_, burst) -> write(burst), (_, bytes) -> read(bytes));
    }

    private static byte @Nullable [] write(@Nullable Burst burst) {
        try {
            return burst == null ? null : Json.mapper().writeValueAsBytes(burst);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Burst read(byte @Nullable [] bytes) {
        try {
            return bytes == null ? null : Json.mapper().readValue(bytes, Burst.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
