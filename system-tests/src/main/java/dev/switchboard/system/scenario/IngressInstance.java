package dev.switchboard.system.scenario;

import dev.switchboard.system.world.Pause;
import dev.switchboard.system.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** Instance of the ingress, with its counters and its log since this object was made. */
final class IngressInstance {
    private static final String REFUSED = "outcome=\"(?!accepted|verified)";

    /** Errors in the log; Netty warns of a connection error that no handler caught. */
    private static final Pattern ERROR =
            Pattern.compile(" (ERROR|FATAL) |\"level\":\"(ERROR|FATAL)\"| WARN +\\[io\\.ne\\.");

    private static final Duration POLL = Duration.ofMillis(500);

    private final World world;
    private final String name;
    private final long refusedBefore;
    private final int loggedBefore;
    private int requests;

    IngressInstance(World world, String name) {
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

    /** Counts a request to this instance. */
    void countRequest() {
        requests++;
    }

    int requests() {
        return requests;
    }

    /** Number of refusals counted since. */
    long refusedSince() {
        return refused() - refusedBefore;
    }

    /** Number of errors logged since. */
    long errorsSince() {
        var bytes = log();
        var text =
                new String(
                        bytes, loggedBefore, bytes.length - loggedBefore, StandardCharsets.UTF_8);
        return text.lines().filter(line -> ERROR.matcher(line).find()).count();
    }

    boolean isReadyWithin(Duration timeout) {
        var end = System.nanoTime() + timeout.toNanos();
        while (!world.stack().program(name).isReady()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Pause.sleep(POLL);
        }
        return true;
    }

    private long refused() {
        return world.metrics(name).sum("switchboard_webhooks_total", REFUSED);
    }

    private byte[] log() {
        Path log = world.stack().program(name).log();
        try {
            return Files.readAllBytes(log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log, e);
        }
    }
}
