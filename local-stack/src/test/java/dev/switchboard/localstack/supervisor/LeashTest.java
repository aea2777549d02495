package dev.switchboard.localstack.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.switchboard.localstack.process.JavaCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeashTest {

    @TempDir Path directory;

    @Test
    void programEndsWhenItsStarterIsKilled() throws Exception {
        // Given
        List<String> command =
                JavaCommand.ofMain(
                        Starter.class.getName(), List.of(), List.of(directory.toString()));
        Process starter =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        long pid = Long.parseLong(starter.inputReader(UTF_8).readLine());
        ProcessHandle program = ProcessHandle.of(pid).orElseThrow();

        // When
        starter.destroyForcibly().waitFor();

        // Then
        await().atMost(Duration.ofSeconds(10)).until(() -> !program.isAlive());
    }

    /** Starts a program that would run for a minute, and prints its process id. */
    public static final class Starter {
        public static void main(String[] arguments) throws Exception {
            SupervisedProgram supervised =
                    SupervisedProgram.withoutRestarts(
                            new ShellProgram("fake", "sleep 60"),
                            new StateDirectory(Path.of(arguments[0])));
            supervised.start();
            System.out.println(supervised.pid().orElseThrow());
            Thread.currentThread().join();
        }
    }
}
