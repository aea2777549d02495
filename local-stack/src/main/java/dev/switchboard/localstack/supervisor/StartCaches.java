package dev.switchboard.localstack.supervisor;

import dev.switchboard.localstack.process.ChildProcess;
import dev.switchboard.localstack.process.JvmProgram;
import dev.switchboard.localstack.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * AOT caches of the product's JVMs, in {@code target/start-caches}: with them a program starts in a
 * fourth of the time, and warm. They are made from the recordings of a second, private stack that
 * holds conversations with simulated customers. Without one a program starts as before.
 */
public final class StartCaches {
    /** Making a cache takes some 10 s of a processor's time, and a few hundred megabytes. */
    private static final int MAX_MADE_AT_ONCE = 2;

    private static final Duration MAKE_TIMEOUT = Duration.ofMinutes(10);

    private final ProductJvms jvms;
    private final StateDirectory state;
    private volatile @Nullable LocalStack stack;
    private volatile boolean aborted;

    StartCaches(Path product) {
        this.jvms = new ProductJvms(product);
        this.state = new StateDirectory(jvms.cacheDirectory());
    }

    /**
     * Makes the caches of all programs, unless each has one. Does nothing while another process
     * makes them.
     *
     * @param product the directory that holds the built modules
     */
    public static void make(Path product, Training training) {
        StartCaches caches = new StartCaches(product);
        if (caches.areMissing(training)) {
            caches.make(training);
        }
    }

    /** Returns true if a packaged program has no cache of this training or a better one. */
    boolean areMissing(Training training) {
        return packaged().anyMatch(program -> jvms.cache(program).file(training).isEmpty());
    }

    private Stream<JvmProgram> packaged() {
        return Arrays.stream(JvmProgram.values()).filter(jvms::isPackaged);
    }

    /** Deletes the caches of earlier builds and of other JDKs. */
    void deleteStale() {
        packaged().forEach(program -> jvms.cache(program).deleteStale());
    }

    /** Makes all caches anew; does nothing while another process makes them. */
    void make(Training training) {
        LocalStack recorded;
        try {
            recorded =
                    LocalStack.builder(jvms.product(), state.root())
                            .ports(StackPorts.free())
                            .recording()
                            .fresh()
                            .prepare();
        } catch (StackException alreadyRuns) {
            return;
        }
        try (recorded) {
            stack = recorded;
            recorded.start();
            new TrainingConversations(recorded).hold(training);
            recorded.stopPrograms();
            createAll(training);
            state.deleteData();
        } finally {
            stack = null;
        }
    }

    /** Ends what {@link #make} has started, at once; no cache is left half made. */
    void abort() {
        aborted = true;
        LocalStack current = stack;
        if (current != null) {
            current.abort();
        }
    }

    private void createAll(Training training) {
        try (ExecutorService threads = Executors.newFixedThreadPool(MAX_MADE_AT_ONCE)) {
            List<Future<?>> results = new ArrayList<>();
            for (JvmProgram program : packaged().toList()) {
                results.add(threads.submit(() -> create(program, training)));
            }
            for (Future<?> result : results) {
                result.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StackException known
                    ? known
                    : new StackException("Start caches could not be made: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while the start caches were made");
        }
    }

    private void create(JvmProgram program, Training training) {
        String name = program.programName();
        Path recording = state.recording(name);
        Path draft = recording.resolveSibling(name + ".draft");
        Program creation = new CacheCreation(name, jvms.creatingCommand(program, recording, draft));
        try {
            int status = run(creation);
            if (status != 0 || !Files.exists(draft)) {
                throw new StackException(
                        "The start cache of "
                                + name
                                + " could not be made: status "
                                + status
                                + " ("
                                + state.log(name)
                                + ")");
            }
            jvms.cache(program).publish(draft, training);
        } catch (IOException e) {
            throw new StackException(
                    "The start cache of " + name + " could not be made: " + e.getMessage());
        }
    }

    private int run(Program creation) throws IOException {
        if (aborted) {
            throw new StackException("The start caches are not made any more");
        }
        Path pidFile = state.pidFile(creation.name());
        ChildProcess child =
                ChildProcess.start(creation, state.root(), pidFile, state.log(creation.name()));
        try {
            return child.onExit().get(MAKE_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            child.kill();
            throw new StackException(creation.name() + " has no start cache after the timeout");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            child.kill();
            throw new StackException("Interrupted while the start caches were made");
        }
    }

    /** JVM that makes a cache and ends; ended at once with its starter. */
    private record CacheCreation(String name, List<String> command) implements Program {

        @Override
        public Map<String, String> environment() {
            return Map.of("PATH", System.getenv("PATH"), "MALLOC_ARENA_MAX", "2");
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public String stopSignal() {
            return "KILL";
        }
    }
}
