package dev.switchboard.localstack.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.localstack.process.JvmProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * AOT cache of one JVM (JEP 483, 514 and 515). Its file's name has a stamp of all that a JVM
 * compares before it takes a cache: the JDK, its options, and path, size and time of every jar. A
 * file with another stamp is never used.
 */
final class StartCache {
    private static final String SUFFIX = ".aot";

    /** Options that may differ from those of the training. */
    private static final String HEAP_SIZE = "-Xm";

    /** A cache that cannot be used is no reason to complain: the JVM starts without it. */
    private static final List<String> SILENT = List.of("-Xlog:aot=off", "-Xlog:cds=off");

    private final Path directory;
    private final JvmProgram program;
    private final String stamp;

    private StartCache(Path directory, JvmProgram program, String stamp) {
        this.directory = directory;
        this.program = program;
        this.stamp = stamp;
    }

    /**
     * @param jars all that the program's class path has
     */
    static StartCache of(
            Path directory, JvmProgram program, List<String> options, List<Path> jars) {
        return new StartCache(directory, program, stamp(options, jars));
    }

    /** The file of this stamp that such a training has left, or a better one. */
    Optional<Path> file(Training training) {
        return Arrays.stream(Training.values())
                .filter(candidate -> candidate.compareTo(training) <= 0)
                .map(this::path)
                .filter(Files::exists)
                .findFirst();
    }

    private Path path(Training training) {
        return directory.resolve(
                program.programName() + "-" + stamp + "." + training.wireName() + SUFFIX);
    }

    /** JVM options with which the program uses its cache; none if there is no cache. */
    List<String> useOptions() {
        return file(Training.SHORT).map(StartCache::useOptions).orElse(List.of());
    }

    static List<String> useOptions(Path file) {
        return Stream.concat(Stream.of("-XX:AOTCache=" + file), SILENT.stream()).toList();
    }

    /** Moves the finished file to its place, then deletes the program's other ones. */
    void publish(Path draft, Training training) throws IOException {
        Path published = path(training);
        Files.move(draft, published, StandardCopyOption.ATOMIC_MOVE);
        deleteAllBut(published);
    }

    /** Deletes the program's files that have another stamp. */
    void deleteStale() {
        for (Path file : files()) {
            if (!nameOf(file).startsWith(program.programName() + "-" + stamp + ".")) {
                delete(file);
            }
        }
    }

    private void deleteAllBut(Path kept) {
        files().stream().filter(file -> !file.equals(kept)).forEach(StartCache::delete);
    }

    private List<Path> files() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(this::isOfThisProgram).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + directory, e);
        }
    }

    private boolean isOfThisProgram(Path file) {
        return nameOf(file).startsWith(program.programName() + "-")
                && nameOf(file).endsWith(SUFFIX);
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + file, e);
        }
    }

    private static String stamp(List<String> options, List<Path> jars) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, System.getProperty("java.home"));
            add(digest, System.getProperty("java.vm.version"));
            options.stream()
                    .filter(option -> !option.startsWith(HEAP_SIZE))
                    .forEach(option -> add(digest, option));
            for (Path jar : jars) {
                add(digest, jar.toString());
                add(digest, Long.toString(Files.size(jar)));
                add(digest, Long.toString(Files.getLastModifiedTime(jar).toMillis()));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the jars of a program", e);
        }
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(UTF_8));
        digest.update((byte) '\n');
    }
}
