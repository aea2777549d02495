package dev.switchboard.localstack.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackPartTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir Path directory;
    private final RecordedReport report = new RecordedReport();
    private final RestartBudget healing =
            new RestartBudget(3, Duration.ofMillis(50), Duration.ofMinutes(1));
    private StateDirectory state;
    private StackPart part;

    @BeforeEach
    void useStateDirectory() {
        state = new StateDirectory(directory);
    }

    @AfterEach
    void stop() {
        part.stop();
    }

    @Test
    void partThatIsKilledComesBackAsAnotherProcess() {
        // Given
        started("sleep 60", healing);
        long killed = part.pid().orElseThrow();

        // When
        part.kill();

        // Then
        await().atMost(SOON)
                .until(() -> part.pid().isPresent() && part.pid().getAsLong() != killed);
        assertThat(report.problems)
                .singleElement()
                .asString()
                .isEqualTo("fake was ended by signal 9, starting it again");
        await().atMost(SOON).until(() -> report.ready.contains("fake"));
    }

    @Test
    void partThatKeepsDyingIsGivenUpWithItsLastWords() {
        // Given
        part =
                new StackPart(
                        new ShellPart("fake", "echo ERROR no DATABASE_URL; exit 3"),
                        state,
                        report,
                        healing);

        // When
        part.start();

        // Then
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        report.problems.stream()
                                .anyMatch(line -> line.contains("not starting it again")));
        assertThat(report.problems)
                .allMatch(line ->
                        line.contains("status 3") && line.contains("ERROR no DATABASE_URL"));
        assertThatThrownBy(() -> part.awaitReady(SOON))
                .hasMessageContaining("ERROR no DATABASE_URL");
    }

    @Test
    void partWithWrongConfigurationIsNotStartedAgain() {
        // Given
        part =
                new StackPart(
                        new ShellPart("fake", "echo fake cannot start: TOKEN is missing; exit 78"),
                        state,
                        report,
                        healing);

        // When
        part.start();

        // Then
        await().atMost(SOON).until(() -> !report.problems.isEmpty());
        assertThat(report.problems)
                .singleElement()
                .asString()
                .startsWith(
                        "fake ended with status 78, not starting it again: fake cannot start: TOKEN"
                                + " is missing");
    }

    @Test
    void stoppedPartStaysDownAndLeavesNoPidFile() {
        // Given
        started("sleep 60", healing);
        ProcessHandle program = ProcessHandle.of(part.pid().orElseThrow()).orElseThrow();

        // When
        part.stop();

        // Then
        assertThat(program.isAlive()).isFalse();
        assertThat(part.pid()).isEmpty();
        assertThat(state.pidFile("fake")).doesNotExist();
        assertThat(report.problems).isEmpty();
    }

    @Test
    void partThatIgnoresTheSignalIsKilled() {
        // Given
        started("trap '' TERM; echo deaf; while :; do sleep 0.1; done", RestartBudget.none());
        await().atMost(SOON).until(() -> Files.readString(part.log()).contains("deaf"));
        ProcessHandle program = ProcessHandle.of(part.pid().orElseThrow()).orElseThrow();

        // When
        part.stop(Duration.ofMillis(300));

        // Then
        assertThat(program.isAlive()).isFalse();
    }

    @Test
    void pausedPartDoesNothingUntilItIsResumed() throws Exception {
        // Given
        started("while :; do echo tick; sleep 0.05; done", RestartBudget.none());
        await().atMost(SOON).until(() -> Files.size(part.log()) > 0);

        // When
        part.pause();

        // Then
        long size = Files.size(part.log());
        await().during(Duration.ofMillis(300))
                .atMost(SOON)
                .until(() -> Files.size(part.log()) == size);
        part.resume();
        await().atMost(SOON).until(() -> Files.size(part.log()) > size);
    }

    @Test
    void programsPidIsInItsPidFile() throws Exception {
        // Given
        part = new StackPart(new ShellPart("fake", "sleep 60"), state, report, healing);

        // When
        part.start();

        // Then
        assertThat(Files.readString(state.pidFile("fake")).strip())
                .isEqualTo(Long.toString(part.pid().orElseThrow()));
    }

    private void started(String script, RestartBudget budget) {
        part = new StackPart(new ShellPart("fake", script), state, report, budget);
        part.start();
        part.awaitReady(SOON);
    }
}
