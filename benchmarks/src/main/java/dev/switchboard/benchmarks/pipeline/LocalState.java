package dev.switchboard.benchmarks.pipeline;

import dev.switchboard.localstack.process.BinaryCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;

/**
 * State directory of a checkout. What {@code up --fresh} deletes is put aside for as long as the
 * bench runs; a bench that was killed leaves it aside, and the next one puts it back.
 */
final class LocalState {
    private static final List<String> DELETED_BY_FRESH = List.of("env", "data");
    private static final String ASIDE = ".before-bench";

    private final Path root;

    LocalState(Path product) {
        this.root = product.resolve(".switchboard");
    }

    Path root() {
        return root;
    }

    Path log(String program) {
        return root.resolve("logs").resolve(program + ".log");
    }

    void putAside() {
        for (var name : DELETED_BY_FRESH) {
            var aside = root.resolve(name + ASIDE);
            if (Files.exists(root.resolve(name)) && !Files.exists(aside)) {
                move(root.resolve(name), aside);
            }
        }
    }

    void putBack() {
        for (var name : DELETED_BY_FRESH) {
            var aside = root.resolve(name + ASIDE);
            if (Files.exists(aside)) {
                delete(root.resolve(name));
                move(aside, root.resolve(name));
            }
        }
    }

    /** Generated secrets by their names; the environment wins, as in the local stack itself. */
    UnaryOperator<String> secrets() {
        var generated = new Properties();
        try (var file = Files.newBufferedReader(root.resolve("env"))) {
            generated.load(file);
        } catch (IOException e) {
            throw new MeasurementException("the local stack's secrets cannot be read", e);
        }
        return name -> {
            var given = System.getenv(name);
            var value = given == null || given.isBlank() ? generated.getProperty(name) : given;
            if (value == null) {
                throw new MeasurementException(root.resolve("env") + " has no " + name);
            }
            return value;
        };
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new MeasurementException(from + " cannot be renamed to " + to, e);
        }
    }

    private static void delete(Path path) {
        try {
            BinaryCache.delete(path);
        } catch (IOException e) {
            throw new MeasurementException(path + " cannot be deleted", e);
        }
    }
}
