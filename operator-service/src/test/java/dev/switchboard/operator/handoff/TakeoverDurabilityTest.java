package dev.switchboard.operator.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.LogLines;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(BackingServices.class)
class TakeoverDurabilityTest {
    @Inject AgroalDataSource database;

    private final LogLines log = new LogLines(TakeoverDurability.class);

    @AfterEach
    void leave() {
        log.close();
    }

    @Test
    void oneServerAloneIsWarnedOfInOneLineButNotLocally() {
        // When
        started("local");
        started("production");

        // Then
        await().atMost(Duration.ofSeconds(20)).until(() -> !log.lines().isEmpty());
        assertThat(log.lines())
                .containsExactly(
                        "WARN A failover of PostgreSQL can lose a takeover that was answered: the"
                                + " server's synchronous_standby_names is empty");
    }

    private void started(String environment) {
        new TakeoverDurability(database, environment, Optional::empty).start(new StartupEvent());
    }

    @ParameterizedTest
    @CsvSource({
        "'',on,synchronous_standby_names is empty",
        "'',remote_apply,synchronous_standby_names is empty",
        "standby,off,synchronous_commit is off",
        "standby,local,synchronous_commit is local"
    })
    void whatWaitsForNoStandbyIsARisk(String standbys, String commit, String words) {
        assertThat(TakeoverDurability.risk(standbys, commit)).get().asString().contains(words);
    }

    @ParameterizedTest
    @CsvSource({"standby,on", "ANY 1 (*),remote_apply", "*,remote_write"})
    void whatWaitsForAStandbyIsNone(String standbys, String commit) {
        assertThat(TakeoverDurability.risk(standbys, commit)).isEmpty();
    }
}
