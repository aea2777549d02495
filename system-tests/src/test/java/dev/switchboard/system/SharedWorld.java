package dev.switchboard.system;

import dev.switchboard.system.chaos.ProductDirectory;
import dev.switchboard.system.world.World;
import java.nio.file.Path;
import java.util.Map;

/**
 * The product that the test classes of a JVM share, for its start takes as long as many tests. It
 * ends with the JVM. Classes run one after the other; each leaves it as it found it.
 */
public final class SharedWorld {
    private static final World INSTANCE = start();

    private SharedWorld() {}

    public static World running() {
        return INSTANCE;
    }

    private static World start() {
        var settings =
                Map.of(
                        // So soon that a test can wait for it.
                        "TWILIO_CATCH_UP_EVERY", "PT3S",
                        "TWILIO_CATCH_UP_GRACE", "PT5S",
                        "DELIVERY_SETTLE", "PT10S",
                        // Most of these processes live too briefly for the second compiler.
                        "JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
        var world =
                World.start(
                        ProductDirectory.beside(Path.of("..")),
                        Path.of("target", "world"),
                        Long.getLong("switchboard.seed", System.nanoTime() & 0xffff_ffffL),
                        settings);
        Runtime.getRuntime().addShutdownHook(new Thread(world::close, "end world"));
        return world;
    }
}
