package dev.switchboard.localstack.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * JVMs of the product, with the memory that each has. All of them are small and wait most of the
 * time.
 *
 * <p>The young generation has a fixed size: it is what such a JVM fills over and over, and Serial
 * would resize it in a full collection only. The old one grows with what lives and shrinks in a
 * full collection, at once and down to a few free megabytes.
 */
public enum JvmProgram {
    OPERATOR(384, 16),
    INGRESS(256, 24),
    BUFFER(384, 24),
    AI_WORKER(512, 24),
    OUTBOUND(384, 24),
    KAFKA(384, 24),
    SIMULATOR(192, 24);

    /** An AOT cache is accepted only by a JVM that has the same of these as its training. */
    private static final List<String> COMMON =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-XX:MinHeapFreeRatio=10",
                    "-XX:MaxHeapFreeRatio=30",
                    "-XX:-ShrinkHeapInSteps",
                    // A start needs that much: no full collection on the way there.
                    "-XX:MetaspaceSize=96m",
                    "-XX:MaxMetaspaceSize=192m",
                    "-XX:ReservedCodeCacheSize=96m",
                    "-XX:TrimNativeHeapInterval=60000",
                    // A cache is mapped where it was made for: its pages stay shared and unread.
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:ArchiveRelocationMode=0",
                    // Each thread that reads or writes would keep a buffer as large as its largest.
                    "-Djdk.nio.maxCachedBufferSize=262144",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    private static final int MAX_CONTAINER_PERCENTAGE = 60;

    /**
     * C1 alone. A stack on one machine is young: C2 takes half of its processor time for the first
     * thousands of conversations and gains a tenth later (docs/decisions, 43).
     */
    private static final String ONE_COMPILER = "-XX:TieredStopAtLevel=1";

    private final int maxHeapMegabytes;
    private final int youngMegabytes;

    JvmProgram(int maxHeapMegabytes, int youngMegabytes) {
        this.maxHeapMegabytes = maxHeapMegabytes;
        this.youngMegabytes = youngMegabytes;
    }

    /** Name of the program, of its log and of its AOT cache. */
    public String programName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public int maxHeapMegabytes() {
        return maxHeapMegabytes;
    }

    public List<String> options() {
        return options(maxHeapMegabytes);
    }

    /** Options with another maximum of the heap. */
    public List<String> options(int maxHeapMegabytes) {
        List<String> options = withHeap("-Xmx" + maxHeapMegabytes + "m");
        options.add(ONE_COMPILER);
        return options;
    }

    /** Options in a container, whose memory limits the heap; it runs for weeks. */
    public List<String> containerOptions() {
        return withHeap("-XX:MaxRAMPercentage=" + MAX_CONTAINER_PERCENTAGE);
    }

    private List<String> withHeap(String maximum) {
        List<String> options = new ArrayList<>();
        options.add(maximum);
        options.add("-Xms" + 2 * youngMegabytes + "m");
        options.add("-Xmn" + youngMegabytes + "m");
        options.addAll(COMMON);
        return options;
    }
}
