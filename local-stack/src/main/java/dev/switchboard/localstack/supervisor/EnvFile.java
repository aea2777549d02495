package dev.switchboard.localstack.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of {@code NAME=value} lines, as shells and containers read it. */
final class EnvFile {
    private static final Pattern LINE =
            Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*?)\\s*");
    private static final Pattern QUOTED =
            Pattern.compile("\"([^\"]*)\"(?:\\s+#.*)?|'([^']*)'(?:\\s+#.*)?");

    private EnvFile() {}

    /**
     * The settings in the file's order; none if the file is missing. A line without {@code =} is
     * ignored.
     */
    static Map<String, String> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        Map<String, String> settings = new LinkedHashMap<>();
        for (String line : lines(file)) {
            Matcher matcher = LINE.matcher(line);
            if (!line.stripLeading().startsWith("#") && matcher.matches()) {
                settings.put(matcher.group(1), value(matcher.group(2)));
            }
        }
        return settings;
    }

    private static String value(String text) {
        Matcher quoted = QUOTED.matcher(text);
        if (quoted.matches()) {
            return quoted.group(1) != null ? quoted.group(1) : quoted.group(2);
        }
        return text.replaceFirst("(^|\\s+)#.*$", "");
    }

    private static Iterable<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
