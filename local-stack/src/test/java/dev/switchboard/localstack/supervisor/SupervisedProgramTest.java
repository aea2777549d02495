package dev.switchboard.localstack.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;
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

class SupervisedProgramTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @TempDir Path directory;
    private final RecordedReport listener = new RecordedReport();
    private final RestartBudget restarts =
            new RestartBudget(3, Duration.ofMillis(50), Duration.ofMinutes(1));
    private StateDirectory state;
    private SupervisedProgram program;

    @BeforeEach
    void useStateDirectory() {
        state = new StateDirectory(directory);
    }

    @AfterEach
    void stop() {
        program.stop();
    }

    @Test
    void programThatGivesWayHasALowerPriority() throws Exception {
        // Given
        program =
                SupervisedProgram.withoutRestarts(
                        new ShellProgram("fake", 5, "nice; exec sleep 60"), state);
        Process own = new ProcessBuilder("nice").start();
        int niceness =
                Integer.parseInt(new String(own.getInputStream().readAllBytes(), UTF_8).strip());

        // When
        program.start();

        // Then
        String expected = Math.min(19, niceness + 5) + "\n";
        await().atMost(TIMEOUT)
                .untilAsserted(
                        () -> assertThat(Files.readString(program.log())).isEqualTo(expected));
    }

    @Test
    void killedProgramIsRestartedAsAnotherProcess() {
        // Given
        started("sleep 60", restarts);
        long killed = program.pid().orElseThrow();

        // When
        program.kill();

        // Then
        await().atMost(TIMEOUT)
                .until(() -> program.pid().isPresent() && program.pid().getAsLong() != killed);
        assertThat(listener.problems)
                .singleElement()
                .asString()
                .isEqualTo("fake was ended by signal 9, starting it again");
        await().atMost(TIMEOUT).until(() -> listener.ready.contains("fake"));
    }

    @Test
    void programThatKeepsDyingIsGivenUpWithTheEndOfItsLog() {
        // Given
        program =
                new SupervisedProgram(
                        new ShellProgram("fake", "echo ERROR no DATABASE_URL; exit 3"),
                        state,
                        listener,
                        restarts);

        // When
        program.start();

        // Then
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        listener.problems.stream()
                                .anyMatch(line -> line.contains("not starting it again")));
        assertThat(listener.problems)
                .allMatch(line ->
                        line.contains("status 3") && line.contains("ERROR no DATABASE_URL"));
        assertThatThrownBy(() -> program.awaitReady(TIMEOUT))
                .hasMessageContaining("ERROR no DATABASE_URL");
    }

    @Test
    void programWithWrongConfigurationIsNotRestarted() {
        // Given
        program =
                new SupervisedProgram(
                        new ShellProgram(
                                "fake", "echo fake cannot start: TOKEN is missing; exit 78"),
                        state,
                        listener,
                        restarts);

        // When
        program.start();

        // Then
        await().atMost(TIMEOUT).until(() -> !listener.problems.isEmpty());
        assertThat(listener.problems)
                .singleElement()
                .asString()
                .startsWith(
                        "fake ended with status 78, not starting it again: fake cannot start: TOKEN"
                                + " is missing");
    }

    @Test
    void stoppedProgramStaysDownAndLeavesNoPidFile() {
        // Given
        started("sleep 60", restarts);
        ProcessHandle process = ProcessHandle.of(program.pid().orElseThrow()).orElseThrow();

        // When
        program.stop();

        // Then
        assertThat(process.isAlive()).isFalse();
        assertThat(program.pid()).isEmpty();
        assertThat(state.pidFile("fake")).doesNotExist();
        assertThat(listener.problems).isEmpty();
    }

    @Test
    void programThatIgnoresTheSignalIsKilled() {
        // Given
        started("trap '' TERM; echo deaf; while :; do sleep 0.1; done", RestartBudget.none());
        await().atMost(TIMEOUT).until(() -> Files.readString(program.log()).contains("deaf"));
        ProcessHandle process = ProcessHandle.of(program.pid().orElseThrow()).orElseThrow();

        // When
        program.stop(Duration.ofMillis(300));

        // Then
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void pausedProgramDoesNothingUntilItIsResumed() throws Exception {
        // Given
        started("while :; do echo tick; sleep 0.05; done", RestartBudget.none());
        await().atMost(TIMEOUT).until(() -> Files.size(program.log()) > 0);

        // When
        program.pause();

        // Then
        long size = Files.size(program.log());
        await().during(Duration.ofMillis(300))
                .atMost(TIMEOUT)
                .until(() -> Files.size(program.log()) == size);
        program.resume();
        await().atMost(TIMEOUT).until(() -> Files.size(program.log()) > size);
    }

    @Test
    void programsPidIsInItsPidFile() throws Exception {
        // Given
        program =
                new SupervisedProgram(
                        new ShellProgram("fake", "sleep 60"), state, listener, restarts);

        // When
        program.start();

        // Then
        assertThat(Files.readString(state.pidFile("fake")).strip())
                .isEqualTo(Long.toString(program.pid().orElseThrow()));
    }

    private void started(String script, RestartBudget budget) {
        program = new SupervisedProgram(new ShellProgram("fake", script), state, listener, budget);
        program.start();
        program.awaitReady(TIMEOUT);
    }
}
