package dev.switchboard.system.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Process figures of a program, from the operating system.
 *
 * @param pid the process id; it changes with a restart
 * @param megabytes resident memory
 * @param threads operating-system threads
 */
public record ProcessStats(long pid, long megabytes, long threads) {
    private static final Path PROCESSES = Path.of("/proc");

    /** Pid, memory and threads are 0 while it does not run. */
    static ProcessStats of(OptionalLong pid) {
        return pid.isPresent() ? of(pid.getAsLong()) : new ProcessStats(0, 0, 0);
    }

    private static ProcessStats of(long pid) {
        try (Stream<String> lines =
                Files.lines(PROCESSES.resolve(Long.toString(pid)).resolve("status"))) {
            long kilobytes = 0;
            long threads = 0;
            for (var line : (Iterable<String>) lines::iterator) {
                if (line.startsWith("VmRSS:")) {
                    kilobytes = number(line);
                } else if (line.startsWith("Threads:")) {
                    threads = number(line);
                }
            }
            return new ProcessStats(pid, kilobytes / 1024, threads);
        } catch (IOException | UncheckedIOException ended) {
            return new ProcessStats(pid, 0, 0);
        }
    }

    private static long number(String line) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
    }
}
