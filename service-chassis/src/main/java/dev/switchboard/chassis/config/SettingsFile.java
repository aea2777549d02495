package dev.switchboard.chassis.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Parser of {@code settings.yaml}, a flat map of names to values. */
final class SettingsFile {
    static final String NAME = "SETTINGS_FILE";
    static final String DEFAULT_FILE = "settings.yaml";

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private SettingsFile() {}

    /**
     * @throws IOException when the text is not a flat map of names to values
     */
    static Map<String, String> parse(String text) throws IOException {
        var read = YAML.readTree(text);
        if (!read.isObject() && !read.isNull() && !read.isMissingNode()
                || read.valueStream().anyMatch(JsonNode::isContainerNode)) {
            throw new IOException("not a flat map of names to values");
        }
        var values = new HashMap<String, String>();
        read.properties().stream()
                .filter(entry -> !entry.getValue().isNull())
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
        return Map.copyOf(values);
    }

    /**
     * Returns the file's values at start; none if there is no file and none is configured.
     *
     * @throws IllegalArgumentException when it cannot be read; the message is one line without its
     *     content
     */
    static Map<String, String> atStart(Config config) {
        var named = config.getOptionalValue(NAME, String.class).filter(name -> !name.isBlank());
        var file = Path.of(named.orElse(DEFAULT_FILE));
        if (named.isEmpty() && !Files.exists(file)) {
            return Map.of();
        }
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "%s cannot be used: %s (%s)".formatted(NAME, file, reason(e)), e);
        }
    }

    /** Describes the failure without the parser's own message, which would quote the line. */
    private static String reason(IOException e) {
        return e instanceof JsonProcessingException broken
                ? "no YAML, line "
                        + Optional.ofNullable(broken.getLocation())
                                .map(place -> Integer.toString(place.getLineNr()))
                                .orElse("unknown")
                : e.getClass() == IOException.class
                        ? String.valueOf(e.getMessage())
                        : e.getClass().getSimpleName();
    }
}
