package dev.switchboard.benchmarks.pipeline;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All processes of this machine at a moment; empty where there is no {@code /proc}. */
record ProcessTable(Map<Long, ProcessStat> byPid) {
    private static final Path PROC = Path.of("/proc");

    /** Linux shows user space a hundred ticks a second, whatever the kernel's own clock does. */
    private static final double TICKS_PER_SECOND = 100;

    ProcessTable {
        byPid = Map.copyOf(byPid);
    }

    static ProcessTable read() {
        var found = new HashMap<Long, ProcessStat>();
        if (Files.isDirectory(PROC)) {
            try (var processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
                for (var process : processes) {
                    add(process, found);
                }
            } catch (IOException | DirectoryIteratorException e) {
                throw new MeasurementException("/proc cannot be read", e);
            }
        }
        return new ProcessTable(found);
    }

    private static void add(Path process, Map<Long, ProcessStat> found) {
        try {
            found.put(
                    Long.parseLong(String.valueOf(process.getFileName())),
                    ProcessStat.parse(Files.readString(process.resolve("stat"))));
        } catch (IOException _) {
            // It ended since the directory was listed.
        }
    }

    /** The process and all that descend from it. */
    List<Long> tree(long root) {
        var children = new HashMap<Long, List<Long>>();
        byPid.forEach((pid, stat) ->
                children.computeIfAbsent(stat.parent(), _ -> new ArrayList<>()).add(pid));
        var tree = new ArrayList<Long>();
        var next = new ArrayDeque<>(List.of(root));
        while (!next.isEmpty()) {
            var pid = next.pop();
            if (byPid.containsKey(pid)) {
                tree.add(pid);
            }
            next.addAll(children.getOrDefault(pid, List.of()));
        }
        return tree;
    }

    /** Processor time of a process, its living descendants and those that have ended. */
    double treeSeconds(long root) {
        return tree(root).stream().mapToLong(pid -> stat(pid).ticks()).sum() / TICKS_PER_SECOND;
    }

    double ownSeconds(long pid) {
        return stat(pid).ownTicks() / TICKS_PER_SECOND;
    }

    private ProcessStat stat(long pid) {
        return byPid.getOrDefault(pid, new ProcessStat(0, 0, 0));
    }
}
