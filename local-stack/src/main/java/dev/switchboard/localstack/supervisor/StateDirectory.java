package dev.switchboard.localstack.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

    private static void create(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create " + directory, e);
        }
    }
}
