package dev.switchboard.localstack.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Programs that an earlier stack could not end because it was killed together with their leashes.
 */
final class OrphanProcesses {
    /** A leash gives its program 10 s to stop before it kills it. */
    private static final Duration LEASH_TIMEOUT = Duration.ofSeconds(12);

    private OrphanProcesses() {}

    /** Ends them and deletes their pid files; call while holding the state directory's lock. */
    static void end(StateDirectory state, StackListener listener) {
        for (Path pidFile : pidFiles(state)) {
            running(pidFile)
                    .ifPresent(program -> {
                        listener.problem(
                                "Ending "
                                        + name(pidFile)
                                        + ", left over from a start that was killed");
                        end(program);
                    });
            delete(pidFile);
        }
    }

    private static void end(ProcessHandle program) {
        program.destroy();
        if (!endsWithin(program, LEASH_TIMEOUT)) {
            program.destroyForcibly();
            endsWithin(program, Duration.ofSeconds(5));
        }
    }

    private static boolean endsWithin(ProcessHandle program, Duration timeout) {
        try {
            program.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * The program of the pid file; a process that started after the file was written only reuses
     * its pid.
     */
    private static Optional<ProcessHandle> running(Path pidFile) {
        try {
            Instant written = Files.getLastModifiedTime(pidFile).toInstant();
            String pid = Files.readString(pidFile).strip();
            return pid.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(pid))
                            .filter(program -> startOf(program).isBefore(written.plusSeconds(1)));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Instant startOf(ProcessHandle program) {
        return program.info().startInstant().orElse(Instant.MAX);
    }

    private static String name(Path pidFile) {
        return String.valueOf(pidFile.getFileName()).replace(".pid", "");
    }

    private static List<Path> pidFiles(StateDirectory state) {
        Path own = state.pidFile("supervisor");
        try (Stream<Path> files = Files.list(state.root().resolve("run"))) {
            return files.filter(file -> file.toString().endsWith(".pid") && !file.equals(own))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + state.root(), e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + file, e);
        }
    }
}
