package dev.switchboard.buffer;

import dev.switchboard.buffer.burst.BurstRulesByNumber;
import dev.switchboard.buffer.dedupe.SeenMessages;
import dev.switchboard.chassis.config.ServiceMain;
import dev.switchboard.chassis.config.Setting;
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
                Setting.duration(BurstRulesByNumber.QUIET_PERIOD),
                Setting.duration(BurstRulesByNumber.MAX_WAIT),
                Setting.positiveNumber(BurstRulesByNumber.MAX_MESSAGES),
                Setting.positiveNumber("BUFFER_THREADS"),
                Setting.duration("BUFFER_TICK_INTERVAL"),
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
