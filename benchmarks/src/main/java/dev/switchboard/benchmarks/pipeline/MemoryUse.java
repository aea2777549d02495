package dev.switchboard.benchmarks.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Memory of a program's processes in kilobytes.
 *
 * @param resident pages in memory; what processes share counts once for each
 * @param proportional the same with shared pages divided among their users; empty where the system
 *     does not tell
 */
record MemoryUse(long resident, OptionalLong proportional) {
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+([0-9]+) kB");
    private static final Pattern PROPORTIONAL = Pattern.compile("(?m)^Pss:\\s+([0-9]+) kB");

    static MemoryUse of(List<Long> pids) {
        var resident = 0L;
        var proportional = OptionalLong.of(0);
        for (var pid : pids) {
            var process = Path.of("/proc", Long.toString(pid));
            resident += find(RESIDENT, process.resolve("status")).orElse(0);
            var share = find(PROPORTIONAL, process.resolve("smaps_rollup"));
            proportional =
                    share.isPresent() && proportional.isPresent()
                            ? OptionalLong.of(proportional.getAsLong() + share.getAsLong())
                            : OptionalLong.empty();
        }
        return new MemoryUse(resident, proportional);
    }

    private static OptionalLong find(Pattern pattern, Path file) {
        try {
            var found = pattern.matcher(Files.readString(file));
            return found.find()
                    ? OptionalLong.of(Long.parseLong(found.group(1)))
                    : OptionalLong.empty();
        } catch (IOException _) {
            return OptionalLong.empty();
        }
    }
}
