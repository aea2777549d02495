package dev.switchboard.localstack.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;

/** The one line of a log that best says why its program ended. */
final class LastWords {
    private static final int LONGEST_LINE = 240;
    private static final int TAIL_BYTES = 32 * 1024;

    private LastWords() {}

    /** The last line that names a cause, otherwise the last line, otherwise nothing. */
    static String of(Path log) {
        List<String> lines =
                tail(log).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        String line =
                lines.stream()
                        .filter(LastWords::namesACause)
                        .reduce((first, second) -> second)
                        .orElse(lines.isEmpty() ? "" : lines.getLast());
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
    }

    private static boolean namesACause(String line) {
        return line.startsWith("Caused by:")
                || line.contains("ERROR")
                || line.contains("FATAL")
                || line.startsWith("Exception in thread")
                || line.contains(" cannot start: ");
    }

    private static String tail(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long start = Math.max(0, file.length() - TAIL_BYTES);
            byte[] bytes = new byte[Math.toIntExact(file.length() - start)];
            file.seek(start);
            file.readFully(bytes);
            return new String(bytes, UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
