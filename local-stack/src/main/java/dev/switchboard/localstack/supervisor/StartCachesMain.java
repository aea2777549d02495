package dev.switchboard.localstack.supervisor;

import dev.switchboard.localstack.process.ConsoleLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Makes the start caches of the product in a directory and ends; with a second argument, writes
 * there what the images need (see {@link ImageFiles}).
 */
public final class StartCachesMain {
    private static final String WITHOUT = "--start-caches=no";

    private StartCachesMain() {}

    /**
     * Arguments: the product's directory and, for images, the directory to write to; {@value
     * #WITHOUT} makes images without caches.
     */
    public static void main(String[] arguments) throws IOException {
        ConsoleLog.warningsOnly();
        List<String> options = Arrays.asList(arguments);
        Path product = Path.of(options.getFirst());
        StartCaches caches = new StartCaches(product);
        Runtime.getRuntime().addShutdownHook(new Thread(caches::abort, "abort"));
        try {
            if (!options.contains(WITHOUT)) {
                make(caches);
            }
            if (options.size() > 1) {
                new ImageFiles(new ProductJvms(product)).write(Path.of(options.get(1)));
            }
        } catch (StackException e) {
            System.err.println(e.reason());
            System.exit(1);
        }
    }

    private static void make(StartCaches caches) {
        if (caches.areMissing(Training.FULL)) {
            caches.make(Training.FULL);
        }
        if (caches.areMissing(Training.FULL)) {
            throw new StackException("Start caches were not made: another process does that");
        }
    }
}
