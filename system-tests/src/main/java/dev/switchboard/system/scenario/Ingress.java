package dev.switchboard.system.scenario;

import dev.switchboard.system.world.Waiting;
import dev.switchboard.system.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** An instance of the ingress, and what it has counted and logged since it was first looked at. */
final class Ingress {
    private static final String REFUSED = "verdict=\"(?!accepted|verified)";

    /** What Netty warns of is a connection's error that nobody has looked at. */
    private static final Pattern ERROR =
            Pattern.compile(" (ERROR|FATAL) |\"level\":\"(ERROR|FATAL)\"| WARN +\\[io\\.ne\\.");

    private static final Duration POLL = Duration.ofMillis(500);

    private final World world;
    private final String name;
    private final long refusedBefore;
    private final int loggedBefore;
    private int asked;

    Ingress(World world, String name) {
        this.world = world;
        this.name = name;
        refusedBefore = refused();
        loggedBefore = log().length;
    }

    String name() {
        return name;
    }

    String url() {
        return world.url(name);
    }

    /** Notes that one more request goes to this instance. */
    void isAsked() {
        asked++;
    }

    int asked() {
        return asked;
    }

    /** How many refusals it has counted since. */
    long refusedSince() {
        return refused() - refusedBefore;
    }

    /** How many errors it has logged since. */
    long errorsSince() {
        var bytes = log();
        var text =
                new String(
                        bytes, loggedBefore, bytes.length - loggedBefore, StandardCharsets.UTF_8);
        return text.lines().filter(line -> ERROR.matcher(line).find()).count();
    }

    boolean isReadyWithin(Duration patience) {
        var end = System.nanoTime() + patience.toNanos();
        while (!world.stack().part(name).isReady()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Waiting.pass(POLL);
        }
        return true;
    }

    private long refused() {
        return world.metrics(name).sum("switchboard_webhooks_total", REFUSED);
    }

    private byte[] log() {
        Path log = world.stack().part(name).log();
        try {
            return Files.readAllBytes(log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log, e);
        }
    }
}
