package dev.switchboard.localstack.supervisor;

import dev.switchboard.localstack.process.ChildProcess;
import dev.switchboard.localstack.process.JavaCommand;
import dev.switchboard.localstack.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Making of the start caches beside a running product, at the lowest priority, by a process of its
 * own. Stopping it leaves nothing running and no half cache.
 */
final class BackgroundTraining {
    private static final String NAME = "start-caches";
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable: +([0-9]+) kB");

    /** Memory of a second stack. */
    private static final long NEEDED_KILOBYTES = 2_000_000;

    private final Path product;
    private final StartCaches caches;
    private final Terminal terminal;
    private @Nullable ChildProcess child;
    private boolean stopped;

    BackgroundTraining(Path product, Terminal terminal) {
        this.product = product;
        this.caches = new StartCaches(product);
        this.terminal = terminal;
    }

    void deleteStaleCaches() {
        caches.deleteStale();
    }

    /** Returns at once; does nothing where memory is short. */
    synchronized void startIfMissing(StateDirectory state) {
        if (stopped
                || !caches.areMissing(Training.FULL)
                || availableKilobytes() < NEEDED_KILOBYTES) {
            return;
        }
        Path log = state.log(NAME);
        try {
            ChildProcess started =
                    ChildProcess.start(
                            new Trainer(product), state.root(), state.pidFile(NAME), log);
            child = started;
            terminal.trainingStarted(log);
            var _ = started.onExit().thenAccept(status -> terminal.trainingEnded(status == 0, log));
        } catch (IOException e) {
            terminal.trainingEnded(false, log);
        }
    }

    synchronized void stop() {
        stopped = true;
        if (child != null) {
            child.stop(STOP_TIMEOUT);
        }
    }

    /** Memory that programs can still have; no limit where the system does not tell. */
    private static long availableKilobytes() {
        try {
            Matcher available = AVAILABLE.matcher(Files.readString(MEMORY));
            return available.find() ? Long.parseLong(available.group(1)) : Long.MAX_VALUE;
        } catch (IOException notLinux) {
            return Long.MAX_VALUE;
        }
    }

    /** Process that makes the caches. */
    private record Trainer(Path product) implements Program {
        private static final List<String> JVM_OPTIONS =
                List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public List<String> command() {
            return JavaCommand.ofMain(
                    StartCachesMain.class.getName(), JVM_OPTIONS, List.of(product.toString()));
        }

        @Override
        public Map<String, String> environment() {
            return System.getenv();
        }

        @Override
        public int niceness() {
            return 19;
        }

        @Override
        public boolean isReady() {
            return true;
        }
    }
}
