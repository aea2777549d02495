package dev.switchboard.buffer;

import dev.switchboard.buffer.burst.NumberRules;
import dev.switchboard.buffer.seen.SeenMessages;
import dev.switchboard.chassis.setting.ServiceMain;
import dev.switchboard.chassis.setting.Setting;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.time.Duration;
import java.util.List;

/** Starts the buffer. */
@QuarkusMain
public final class BufferMain {
    private BufferMain() {}

    /** Returns when the service has stopped. */
    public static void main(String... args) {
        ServiceMain.run("buffer", settings(), args);
    }

    private static List<Setting> settings() {
        return List.of(
                Setting.kafka(),
                Setting.redis(),
                Setting.duration(NumberRules.QUIET),
                Setting.duration(NumberRules.LONGEST),
                Setting.positiveNumber(NumberRules.MOST),
                Setting.positiveNumber("BUFFER_THREADS"),
                Setting.duration("BUFFER_TICK"),
                dedupeRetention());
    }

    private static Setting dedupeRetention() {
        return Setting.duration("BUFFER_DEDUPE_RETENTION")
                .and(
                        "from P1D to P8D",
                        value -> {
                            var retention = Duration.parse(value);
                            return retention.compareTo(SeenMessages.MIN_RETENTION) >= 0
                                    && retention.compareTo(SeenMessages.MAX_RETENTION) <= 0;
                        });
    }
}
