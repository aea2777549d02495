package dev.switchboard.localstack.supervisor;

import dev.switchboard.localstack.process.BinaryCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Directory of a stack's data, secrets, logs and pid files. */
public final class StateDirectory {
    private final Path root;

    public StateDirectory(Path root) {
        this.root = root.toAbsolutePath().normalize();
        create(this.root);
        create(this.root.resolve("run"));
        create(this.root.resolve("logs"));
    }

    public Path root() {
        return root;
    }

    /** The file with the generated secrets. */
    public Path env() {
        return root.resolve("env");
    }

    /** Data directory of a program. */
    public Path data(String program) {
        return root.resolve("data").resolve(program);
    }

    public Path pidFile(String program) {
        return root.resolve("run").resolve(program + ".pid");
    }

    /** File that a JVM leaves for its start cache to be made from; one of the data. */
    Path recording(String program) {
        return data("recordings").resolve(program + ".aotconf");
    }

    void createRecordings() {
        create(data("recordings"));
    }

    void deleteData() {
        try {
            BinaryCache.delete(root.resolve("data"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot empty " + root, e);
        }
    }

    public Path log(String program) {
        return root.resolve("logs").resolve(program + ".log");
    }

    /** Deletes everything but the lock, which is held while this runs. */
    void empty() {
        try {
            for (String name : List.of("env", "data", "logs")) {
                BinaryCache.delete(root.resolve(name));
            }
            create(root.resolve("logs"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot empty " + root, e);
        }
    }

    /** Renames each log to {@code .log.1}, so that a start begins a new one. */
    void rotateLogs() {
        for (String program : LocalStack.allPrograms()) {
            Path log = log(program);
            try {
                if (Files.exists(log)) {
                    Files.move(
                            log,
                            log.resolveSibling(program + ".log.1"),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot rename " + log, e);
            }
        }
    }

    private static void create(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create " + directory, e);
        }
    }
}
