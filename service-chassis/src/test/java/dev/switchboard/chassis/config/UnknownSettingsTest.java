package dev.switchboard.chassis.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownSettingsTest {
    private static final Pattern LITERAL =
            Pattern.compile(
                    "\"((?:TWILIO|WHATSAPP|AI|BURST|BUFFER|INGRESS|RETENTION|TOPICS|TAKEOVER)_[A-Z0-9_]+)\"");
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+)[:}]");
    private static final Pattern MAPPING =
            Pattern.compile(
                    "@ConfigMapping\\(prefix ="
                            + " \"(delivery|fence|rate-limit|send|buffer|twilio|whatsapp)\"\\)");
    private static final Pattern METHOD =
            Pattern.compile("(?m)^ {4}[A-Za-z<>]+ ([a-z]\\w*)\\(\\);");

    @ParameterizedTest
    @CsvSource({
        "TWILIO_WEBHOK_URL, TWILIO_WEBHOOK_URL",
        "TWILLIO_AUTH_TOKEN, ''",
        "BURST_QUIET_PERIDO, BURST_QUIET_PERIOD",
        "BURST_QUIET_PERIDO_14155238886, BURST_QUIET_PERIOD",
        "DELIVERY_RECONCILE_TIMOUT, DELIVERY_RECONCILE_TIMEOUT",
        "AI_MAX_TOKEN, AI_MAX_TOKENS",
        "WHATSAPP_TOKEN, ''",
        "TOPICS_REPLICATION, ''"
    })
    void misspeltSettingIsReportedWithTheOneThatMayBeMeant(String name, String meant) {
        // When
        var warnings = UnknownSettings.warnings(List.of(name));

        // Then
        if (name.startsWith("TWILLIO")) {
            assertThat(warnings).isEmpty();
            return;
        }
        assertThat(warnings).hasSize(1);
        assertThat(warnings.getFirst())
                .startsWith("Unknown setting name=" + name.substring(0, 5))
                .doesNotContain("14155238886")
                .endsWith(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TWILIO_FROM_NUMBER",
                "BURST_MAX_MESSAGES_14155238886",
                "AI_SYSTEM_PROMPT_100000000000001",
                "TEXT_TIMEOUT",
                "PATH",
                "AIRFLOW_HOME",
                "BUFFER_SERVICE_HOST",
                "BUFFER_PORT_8082_TCP_ADDR",
                "BUFFER_PORT",
                "KAFKA_HEAP_OPTS"
            })
    void knownAndForeignNamesAreNotReported(String name) {
        assertThat(UnknownSettings.warnings(List.of(name))).isEmpty();
    }

    @Test
    void everySettingThatASourceReadsIsKnown() throws IOException {
        // When
        var read = new TreeSet<String>();
        try (var modules = Files.list(Path.of(".."))) {
            for (var module : modules.map(it -> it.resolve("src/main")).toList()) {
                if (Files.isDirectory(module) && !module.toString().contains("benchmarks")) {
                    read.addAll(readIn(module));
                }
            }
        }

        // Then
        assertThat(read).hasSizeGreaterThan(60);
        assertThat(UnknownSettings.known()).containsAll(read);
    }

    private static Set<String> readIn(Path sources) throws IOException {
        var names = new TreeSet<String>();
        try (var files = Files.walk(sources)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (file.toString().endsWith(".java")) {
                    var text = Files.readString(file);
                    found(LITERAL, text).forEach(names::add);
                    mapped(text).forEach(names::add);
                } else if (file.toString().endsWith(".properties")) {
                    found(EXPRESSION, Files.readString(file))
                            .filter(name -> !name.startsWith("HOSTNAME"))
                            .forEach(names::add);
                }
            }
        }
        return names;
    }

    private static Stream<String> mapped(String text) {
        return found(MAPPING, text)
                .flatMap(prefix ->
                        found(METHOD, text)
                                .map(method -> prefix + method.replaceAll("([A-Z])", "_$1"))
                                .map(name -> name.replaceFirst(prefix, prefix + "_")))
                .map(name -> name.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult found) -> found.group(1));
    }
}
