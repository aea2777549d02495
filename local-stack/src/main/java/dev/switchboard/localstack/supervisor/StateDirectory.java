package dev.switchboard.localstack.supervisor;

import dev.switchboard.localstack.process.BinaryCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Where a stack keeps all it has: data, secrets, logs and pid files. */
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

    /** The directory that holds what a part stores. */
    public Path data(String part) {
        return root.resolve("data").resolve(part);
    }

    public Path pidFile(String part) {
        return root.resolve("run").resolve(part + ".pid");
    }

    public Path log(String part) {
        return root.resolve("logs").resolve(part + ".log");
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

    /** Each start begins a log; the one before it is kept as {@code .log.1}. */
    void rotateLogs() {
        for (String part : LocalStack.allParts()) {
            Path log = log(part);
            try {
                if (Files.exists(log)) {
                    Files.move(
                            log,
                            log.resolveSibling(part + ".log.1"),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot set " + log + " aside", e);
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
