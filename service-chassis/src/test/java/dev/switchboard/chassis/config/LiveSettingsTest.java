package dev.switchboard.chassis.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveSettingsTest {
    @TempDir Path directory;

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-20T08:00:00Z"));
    private Path file;
    private LiveSettings settings;

    @BeforeEach
    void start() {
        file = directory.resolve("settings.yaml");
        var config =
                new SmallRyeConfigBuilder()
                        .withSources(
                                new PropertiesConfigSource(
                                        Map.of("BURST_MAX_MESSAGES", "7"), "environment", 300))
                        .build();
        settings = new LiveSettings(config, file.toString(), now::get);
    }

    @Test
    void anEditAppliesWithoutARestart() throws IOException {
        // Given
        write("AI_SYSTEM_PROMPT: You are Ada.\nMAX_CONTEXT_MESSAGES: 4\n");
        assertThat(settings.value("AI_SYSTEM_PROMPT")).contains("You are Ada.");

        // When
        write("AI_SYSTEM_PROMPT: You are Bob.\n");

        // Then
        assertThat(settings.value("AI_SYSTEM_PROMPT")).contains("You are Bob.");
        assertThat(settings.value("MAX_CONTEXT_MESSAGES")).isEmpty();
    }

    @Test
    void theEnvironmentWins() throws IOException {
        // When
        write("BURST_MAX_MESSAGES: 3\n");

        // Then
        assertThat(settings.value("BURST_MAX_MESSAGES")).contains("7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# AI_SYSTEM_PROMPT: You are Bob.\n",
                "---\n# nothing\n",
                "null\n",
                "{}",
                "AI_SYSTEM_PROMPT:\n"
            })
    void aFileThatSetsNothingLeavesNothingInForce(String text) throws IOException {
        // Given
        write("AI_SYSTEM_PROMPT: You are Ada.\n");
        assertThat(settings.value("AI_SYSTEM_PROMPT")).isPresent();

        // When
        write(text);

        // Then
        assertThat(settings.value("AI_SYSTEM_PROMPT")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AI_SYSTEM_PROMPT: [unclosed\n",
                "AI_SYSTEM_PROMPT:\n  You: are Bob.\n",
                "AI_SYSTEM_PROMPT: [You are Bob.]\n",
                "- a list\n",
                "words\n",
                "a: b: c"
            })
    void aBrokenFileLeavesTheOldValuesInForce(String text) throws IOException {
        // Given
        write("AI_SYSTEM_PROMPT: You are Ada.\n");
        assertThat(settings.value("AI_SYSTEM_PROMPT")).isPresent();

        // When
        write(text);

        // Then
        assertThat(settings.value("AI_SYSTEM_PROMPT")).contains("You are Ada.");
    }

    @Test
    void withoutAFileNothingIsSet() {
        assertThat(settings.value("AI_SYSTEM_PROMPT")).isEmpty();
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
        now.updateAndGet(instant -> instant.plus(Duration.ofSeconds(2)));
    }
}
