package dev.switchboard.system.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What the operating system says about a program of the stack.
 *
 * @param pid another one than before: it has been started anew
 * @param megabytes resident memory
 * @param threads of the operating system
 */
public record Vitals(long pid, long megabytes, long threads) {
    private static final Path PROCESSES = Path.of("/proc");

    /** Empty pid, memory and threads while it does not run. */
    static Vitals of(OptionalLong pid) {
        return pid.isPresent() ? of(pid.getAsLong()) : new Vitals(0, 0, 0);
    }

    private static Vitals of(long pid) {
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
            return new Vitals(pid, kilobytes / 1024, threads);
        } catch (IOException | UncheckedIOException ended) {
            return new Vitals(pid, 0, 0);
        }
    }

    private static long number(String line) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
    }
}
