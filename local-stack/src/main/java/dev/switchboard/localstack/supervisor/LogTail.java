package dev.switchboard.localstack.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;

/** Finds the log line that best explains why a program ended. */
final class LogTail {
    private static final int MAX_LINE_LENGTH = 240;
    private static final int TAIL_BYTES = 32 * 1024;

    private LogTail() {}

    /** Last line that names a cause, else the last line, else an empty text. */
    static String of(Path log) {
        List<String> lines =
                tail(log).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        String line =
                lines.stream()
                        .filter(LogTail::namesCause)
                        .reduce((first, second) -> second)
                        .orElse(lines.isEmpty() ? "" : lines.getLast());
        return line.length() <= MAX_LINE_LENGTH ? line : line.substring(0, MAX_LINE_LENGTH) + "…";
    }

    private static boolean namesCause(String line) {
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
