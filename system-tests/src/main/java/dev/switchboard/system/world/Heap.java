package dev.switchboard.system.world;

import dev.switchboard.localstack.http.JsonClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Heap of an instance.
 *
 * @param usedMegabytes in use
 * @param maxMegabytes the maximum
 */
public record Heap(long usedMegabytes, long maxMegabytes) {
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private static final String HEAP = "area=\"heap\"";

    /** Measures after a full collection, so that only live objects count. */
    static Heap measure(long pid, JsonClient instance) {
        collect(pid);
        var metrics = Metrics.of(instance);
        return new Heap(
                metrics.sum("jvm_memory_used_bytes", HEAP) >> 20,
                metrics.sum("jvm_memory_max_bytes", HEAP) >> 20);
    }

    private static void collect(long pid) {
        try {
            var collection =
                    new ProcessBuilder(JCMD.toString(), Long.toString(pid), "GC.run")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (collection.waitFor() != 0) {
                throw new IllegalStateException("jcmd cannot collect garbage in " + pid);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while garbage is collected", e);
        }
    }
}
