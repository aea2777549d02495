package dev.switchboard.aiworker.spend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.aiworker.testing.TestConversation;
import dev.switchboard.common.identity.ModelCallId;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.CountedDatabase;
import dev.switchboard.transcript.spend.AiCall;
import dev.switchboard.transcript.spend.AiCallStore;
import dev.switchboard.transcript.spend.TokenCounts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class CallLedgerWriterTest {
    private static final int MAX_WAITING = 10_000;

    @Inject CountedDatabase database;
    @Inject AiCallStore store;

    private final TestConversation customer = TestConversation.ofNewCustomer();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @AfterEach
    void databaseIsBack() {
        database.comesBack();
    }

    @Test
    void callsWaitWhileTheDatabaseIsAway() {
        // Given
        var ledger = new CallLedger(store, meters);
        database.goesAway();

        // When
        ledger.add(List.of(call(7), call(8)));
        ledger.flush();
        database.comesBack();
        ledger.flush();
        ledger.flush();

        // Then
        assertThat(micros()).isEqualTo(15);
        assertThat(lost()).isZero();
    }

    @Test
    void callsBeyondTheLimitAreCountedAndNoMoreThanThat() {
        // Given
        var ledger = new CallLedger(store, meters);

        // When
        ledger.add(Collections.nCopies(MAX_WAITING, call(1)));
        ledger.add(List.of(call(1), call(1)));

        // Then
        assertThat(lost()).isEqualTo(2);
    }

    @Test
    void sameCallTwiceInARowIsWrittenOnce() {
        // Given
        var ledger = new CallLedger(store, meters);
        var call = call(7);

        // When
        ledger.add(List.of(call, call, call(1)));
        ledger.flush();

        // Then
        assertThat(micros()).isEqualTo(8);
        assertThat(lost()).isZero();
    }

    private long micros() {
        return store.micros(now, now.plusSeconds(1), customer.conversation().id());
    }

    private double lost() {
        return meters.counter("switchboard.model.calls.not.recorded").count();
    }

    private AiCall call(long micros) {
        var conversation = customer.conversation();
        return new AiCall(
                new ModelCallId(UUID.randomUUID()),
                customer.saying("Hello").id(),
                conversation.id(),
                conversation.business().id(),
                AiCall.Kind.ANSWER,
                new AiCall.Profile(Optional.empty(), 0, "env"),
                Optional.empty(),
                "m",
                "overloaded",
                Optional.empty(),
                TokenCounts.NONE,
                new AiCall.Cost(micros, false, "2026-12-01"),
                now,
                1);
    }
}
