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

/** Programs that an earlier stack could not end because it was killed together with their leash. */
final class Leftovers {
    /** A leash gives its program 10 s to stop before it kills it. */
    private static final Duration LEASH_PATIENCE = Duration.ofSeconds(12);

    private Leftovers() {}

    /** Ends them and deletes their pid files; call while holding the state directory's lock. */
    static void end(StateDirectory state, StackReport report) {
        for (Path pidFile : pidFiles(state)) {
            running(pidFile)
                    .ifPresent(program -> {
                        report.problem(
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
        if (!endsWithin(program, LEASH_PATIENCE)) {
            program.destroyForcibly();
            endsWithin(program, Duration.ofSeconds(5));
        }
    }

    private static boolean endsWithin(ProcessHandle program, Duration patience) {
        try {
            program.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * The program of the pid file; a process that began after the file was written only has the
     * same number.
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
