package dev.switchboard.localstack.supervisor;

import dev.switchboard.localstack.process.ConsoleLog;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Makes the start caches of the product in a directory and ends; with a second argument, writes
 * there what the images need of them (see {@link ImageFiles}).
 */
public final class StartCachesMain {
    private StartCachesMain() {}

    /** Arguments: the product's directory and, for images, the directory to write to. */
    public static void main(String[] arguments) throws IOException {
        ConsoleLog.warningsOnly();
        Path product = Path.of(arguments[0]);
        StartCaches caches = new StartCaches(product);
        Runtime.getRuntime().addShutdownHook(new Thread(caches::abort, "abort"));
        try {
            if (caches.areMissing(Training.FULL)) {
                caches.make(Training.FULL);
            }
            if (arguments.length > 1) {
                new ImageFiles(new ProductJvms(product)).write(Path.of(arguments[1]));
            }
        } catch (StackException e) {
            System.err.println(e.reason());
            System.exit(1);
        }
    }
}
