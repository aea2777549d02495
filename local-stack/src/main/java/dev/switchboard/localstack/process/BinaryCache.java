package dev.switchboard.localstack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Unpacked server programs, kept in the user's cache directory so that they are unpacked once per
 * version.
 */
public final class BinaryCache {
    private BinaryCache() {}

    /** Fills an empty directory. */
    @FunctionalInterface
    public interface Filler {
        void fill(Path directory) throws IOException;
    }

    /**
     * The named directory, filled on first use; safe when several JVMs ask for it at the same time.
     */
    public static Path directory(String name, Filler filler) throws IOException {
        Path wanted = root().resolve(name);
        if (Files.isDirectory(wanted)) {
            return wanted;
        }
        Files.createDirectories(root());
        Path draft = Files.createTempDirectory(root(), name);
        filler.fill(draft);
        return publish(draft, wanted);
    }

    private static Path publish(Path draft, Path wanted) throws IOException {
        try {
            return Files.move(draft, wanted, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(wanted)) {
                throw e;
            }
            delete(draft);
            return wanted;
        }
    }

    /** Deletes a directory and its contents; a missing one is no error. */
    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static Path root() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("switchboard");
    }
}
