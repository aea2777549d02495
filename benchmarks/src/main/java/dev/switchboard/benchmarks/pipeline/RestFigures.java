package dev.switchboard.benchmarks.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Memory and processor time of a product that nobody writes to. */
final class RestFigures {
    private static final Duration WINDOW = Duration.ofSeconds(20);
    private static final double KILOBYTES = 1_024;

    private final Figures figures;

    RestFigures(Figures figures) {
        this.figures = figures;
    }

    void measureAfterWork(Programs programs, Duration idleAfter) throws InterruptedException {
        figures.group("Idle %d s after the work".formatted(idleAfter.toSeconds()));
        Thread.sleep(idleAfter);
        var before = programs.processorTimes();
        var begin = System.nanoTime();
        Thread.sleep(WINDOW);
        var used = programs.processorTimes().since(before);
        var seconds = (System.nanoTime() - begin) / 1e9;
        if (used.covers(Programs.PRODUCT)) {
            add("idle.cpu-percent", "CPU of one core", used.of(Programs.PRODUCT) / seconds);
            for (var program : Programs.PRODUCT) {
                add(
                        "idle.cpu-percent." + program,
                        "  of it " + program,
                        used.of(List.of(program)) / seconds);
            }
        } else {
            figures.missing("CPU", "a program has no process, or was restarted meanwhile");
        }
        addMemory("idle", programs.memory(), "");
    }

    private void add(String name, String text, double share) {
        figures.add(name, text, share * 100, " %", text.startsWith(" ") ? "" : "under 5 %");
    }

    void addMemory(String prefix, Map<String, MemoryUse> memory, String aim) {
        if (!memory.keySet().containsAll(Programs.PRODUCT)) {
            figures.missing("memory", "a program has no process");
            return;
        }
        var product =
                memory.entrySet().stream()
                        .filter(program -> Programs.PRODUCT.contains(program.getKey()))
                        .map(Map.Entry::getValue)
                        .toList();
        figures.add(
                prefix + ".resident-mb",
                "resident, shared pages counted for each process",
                product.stream().mapToLong(MemoryUse::resident).sum() / KILOBYTES,
                " MB",
                aim);
        if (product.stream().allMatch(use -> use.proportional().isPresent())) {
            figures.add(
                    prefix + ".proportional-mb",
                    "resident, shared pages counted once (PSS)",
                    product.stream().mapToLong(use -> use.proportional().orElse(0)).sum()
                            / KILOBYTES,
                    " MB");
        } else {
            figures.missing("PSS", "/proc/<pid>/smaps_rollup cannot be read");
        }
        memory.forEach((program, use) -> {
            var counted = Programs.PRODUCT.contains(program);
            figures.add(
                    prefix + ".resident-mb." + program,
                    (counted ? "  of it " : "  not counted: ") + program,
                    use.resident() / KILOBYTES,
                    " MB");
        });
    }
}
