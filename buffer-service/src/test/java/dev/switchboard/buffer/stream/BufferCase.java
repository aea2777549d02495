package dev.switchboard.buffer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.buffer.burst.BurstCustomer;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.TurnReady;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Base of the topology's tests: a stream that is driven by hand, and two customers. */
abstract class BufferCase {
    static final Duration QUIET = Duration.ofSeconds(2);
    static final Duration ONE_SECOND = Duration.ofSeconds(1);

    @TempDir private Path stateDir;
    DrivenBuffer buffer;
    final BurstCustomer ana = BurstCustomer.called("+15550001111");
    final BurstCustomer ben = BurstCustomer.called("+15550002222");

    @BeforeEach
    void start() {
        buffer = new DrivenBuffer(stateDir);
    }

    @AfterEach
    void stop() {
        buffer.close();
    }

    MessageReceived writes(BurstCustomer customer, String providerId) {
        return customer.writes(providerId, buffer.now());
    }

    TurnReady onlyTurn() {
        var turns = buffer.turns();
        assertThat(turns).hasSize(1);
        return turns.getFirst();
    }

    static List<String> texts(TurnReady turn) {
        return turn.messages().stream().map(MessageReceived::providerMessageId).toList();
    }
}
