package dev.switchboard.buffer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.buffer.burst.Customer;
import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.event.TurnReady;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What tests of the topology have in common: a stream that is driven by hand, and two customers.
 */
abstract class BufferCase {
    static final Duration QUIET = Duration.ofSeconds(2);
    static final Duration A_SECOND = Duration.ofSeconds(1);

    @TempDir private Path stateDir;
    DrivenBuffer buffer;
    final Customer ana = Customer.called("+15550001111");
    final Customer ben = Customer.called("+15550002222");

    @BeforeEach
    void start() {
        buffer = new DrivenBuffer(stateDir);
    }

    @AfterEach
    void stop() {
        buffer.close();
    }

    MessageReceived writes(Customer customer, String providerId) {
        return customer.writes(providerId, buffer.now());
    }

    TurnReady onlyTurn() {
        var turns = buffer.turns();
        assertThat(turns).hasSize(1);
        return turns.getFirst();
    }

    static List<String> words(TurnReady turn) {
        return turn.messages().stream().map(MessageReceived::providerMessageId).toList();
    }
}
