package dev.switchboard.localstack.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A running program on a leash: it ends when this JVM ends, also by {@code kill -9}. Safe for use
 * by several threads.
 */
public final class ChildProcess {
    private final Process leash;
    private final long pid;
    private final String stopSignal;

    private ChildProcess(Process leash, long pid, String stopSignal) {
        this.leash = leash;
        this.pid = pid;
        this.stopSignal = stopSignal;
    }

    /**
     * Starts a program in a working directory. Its output is appended to the log; the pid file
     * exists as long as the program runs.
     */
    public static ChildProcess start(Program program, Path workingDirectory, Path pidFile, Path log)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.addAll(List.of("bash", leashScript(pidFile).toString()));
        command.addAll(List.of(program.stopSignal(), Integer.toString(program.niceness())));
        command.addAll(List.of(pidFile.toString(), log.toString()));
        command.addAll(program.command());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(workingDirectory.toFile());
        builder.environment().clear();
        builder.environment().putAll(program.environment());
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Process leash = builder.start();
        return new ChildProcess(leash, readPid(leash, program.name()), program.stopSignal());
    }

    public long pid() {
        return pid;
    }

    public boolean isAlive() {
        return leash.isAlive() && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** The program's exit status; 128 + n after signal n. */
    public CompletableFuture<Integer> onExit() {
        return leash.onExit().thenApply(Process::exitValue);
    }

    /** Ends the program at once, as {@code kill -9} does. */
    public void kill() {
        signal("KILL");
    }

    /** Suspends the program, as {@code kill -STOP} does. */
    public void pause() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    /** Asks the program to stop, kills it when the timeout is over, and returns once it is gone. */
    public void stop(Duration timeout) {
        signal(stopSignal);
        signal("CONT");
        if (!endsWithin(timeout)) {
            kill();
            endsWithin(Duration.ofSeconds(5));
        }
    }

    private boolean endsWithin(Duration timeout) {
        try {
            return leash.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Sends a POSIX signal, of which Java itself knows only two, and returns when it is delivered.
     */
    private void signal(String name) {
        if (!leash.isAlive()) {
            return;
        }
        try {
            new ProcessBuilder("bash", "-c", "kill -s \"$0\" \"$1\"", name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot send " + name + " to process " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long readPid(Process leash, String program) throws IOException {
        String line = leash.inputReader(UTF_8).readLine();
        if (line == null) {
            throw new IOException(program + " could not be started: is bash installed?");
        }
        return Long.parseLong(line);
    }

    private static Path leashScript(Path pidFile) {
        Path script = Objects.requireNonNull(pidFile.getParent()).resolve("leash.sh");
        if (!Files.exists(script)) {
            writeLeashScript(script);
        }
        return script;
    }

    private static synchronized void writeLeashScript(Path script) {
        try (InputStream text =
                Objects.requireNonNull(ChildProcess.class.getResourceAsStream("leash.sh"))) {
            Path draft = Files.createTempFile(script.getParent(), "leash", ".sh");
            Files.write(draft, text.readAllBytes());
            Files.move(draft, script, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + script, e);
        }
    }
}
