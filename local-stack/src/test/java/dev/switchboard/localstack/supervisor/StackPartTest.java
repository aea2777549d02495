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
        started("sleep 60", true);
        long killed = part.pid().orElseThrow();

        // When
        part.kill();

        // Then
        await().atMost(SOON)
                .until(() -> part.pid().isPresent() && part.pid().getAsLong() != killed);
        assertThat(report.problems)
                .singleElement()
                .asString()
                .startsWith("fake ended with status 137");
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
                        true);

        // When
        part.start();

        // Then
        await().atMost(Duration.ofSeconds(30))
                .until(() -> report.problems.stream().anyMatch(line -> line.contains("giving up")));
        assertThat(report.problems)
                .allMatch(line -> line.contains("status 3: ERROR no DATABASE_URL"));
        assertThatThrownBy(() -> part.awaitReady(SOON))
                .hasMessageContaining("ERROR no DATABASE_URL");
    }

    @Test
    void stoppedPartStaysDownAndLeavesNoPidFile() {
        // Given
        started("sleep 60", true);
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
        started("trap '' TERM; echo deaf; while :; do sleep 0.1; done", false);
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
        started("while :; do echo tick; sleep 0.05; done", false);
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
        part = new StackPart(new ShellPart("fake", "sleep 60"), state, report, true);

        // When
        part.start();

        // Then
        assertThat(Files.readString(state.pidFile("fake")).strip())
                .isEqualTo(Long.toString(part.pid().orElseThrow()));
    }

    private void started(String script, boolean heals) {
        part = new StackPart(new ShellPart("fake", script), state, report, heals);
        part.start();
        part.awaitReady(SOON);
    }
}
