package dev.switchboard.buffer;

import dev.switchboard.buffer.burst.BurstSettings;
import dev.switchboard.buffer.stream.BufferSettings;
import dev.switchboard.chassis.config.ServiceMain;
import dev.switchboard.chassis.config.SharedSettings;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.Optional;

/** Starts the buffer. */
@QuarkusMain
public final class BufferMain {
    private BufferMain() {}

    /** Returns when the service has stopped. */
    public static void main(String... args) {
        ServiceMain.run(
                "buffer",
                List.of(SharedSettings.Redis.class, BufferSettings.class, BurstSettings.class),
                _ -> Optional.empty(),
                args);
    }
}
