package dev.switchboard.system;

import dev.switchboard.system.chaos.ProductDirectory;
import dev.switchboard.system.world.World;
import java.nio.file.Path;
import java.util.Map;

/**
 * The product that the test classes of a JVM share, because its start takes as long as many tests.
 * It ends with the JVM. Classes run one after the other; each restores its state.
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
                        // Short enough for a test to wait for it.
                        "TWILIO_CATCH_UP_INTERVAL", "PT3S",
                        "TWILIO_CATCH_UP_MIN_AGE", "PT5S",
                        "DELIVERY_RECONCILE_TIMEOUT", "PT10S",
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
