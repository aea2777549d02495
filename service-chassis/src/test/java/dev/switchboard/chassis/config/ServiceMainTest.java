package dev.switchboard.chassis.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceMainTest {
    @TempDir Path directory;

    @Test
    void defaultSecretAtTheRealTwilioEndsTheStartWithOneLine() throws Exception {
        // Given
        var service =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Started.class.getName());
        service.directory(directory.toFile());
        service.environment()
                .putAll(
                        Map.of(
                                "ENVIRONMENT", "local",
                                "TWILIO_BASE_URL", "https://api.twilio.com",
                                "TWILIO_AUTH_TOKEN", "simulated-auth-token"));

        // When
        var process = service.start();
        var stderr = new String(process.getErrorStream().readAllBytes(), UTF_8);

        // Then
        assertThat(process.waitFor()).isEqualTo(78);
        assertThat(stderr.lines())
                .filteredOn(line -> line.contains("cannot start"))
                .singleElement()
                .asString()
                .startsWith(
                        "service cannot start: TWILIO_AUTH_TOKEN is a word that everybody knows")
                .doesNotContain("simulated-auth-token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"AI_MODEL: [unclosed\n", "- a list\n", "words\n", "a: b: c", "A:\n  b: c\n"})
    void settingsFileThatCannotBeReadEndsTheStart(String text) throws IOException {
        // Given
        var file = Files.writeString(directory.resolve("settings.yaml"), text);

        // Then
        assertThat(complaint(Map.of("SETTINGS_FILE", file.toString())))
                .get()
                .asString()
                .startsWith("SETTINGS_FILE cannot be used: " + file)
                .doesNotContain("unclosed")
                .hasLineCount(1);
    }

    @Test
    void settingsFileThatIsNamedMustBeThereAndAFile() {
        assertThat(complaint(Map.of("SETTINGS_FILE", directory.resolve("absent").toString())))
                .isPresent();
        assertThat(complaint(Map.of("SETTINGS_FILE", directory.toString()))).isPresent();
        assertThat(complaint(Map.of())).isEmpty();
    }

    @Test
    void valuesOfTheSettingsFileAreCheckedToo() throws IOException {
        // Given
        var file =
                Files.writeString(
                        directory.resolve("settings.yaml"),
                        "BURST_QUIET_PERIOD: PT2S\nBURST_QUIET_PERIOD_14155238886: soon\n");

        // When
        var complaint =
                complaint(
                        Map.of("SETTINGS_FILE", file.toString()),
                        Setting.duration("BURST_QUIET_PERIOD"));

        // Then
        assertThat(complaint)
                .get()
                .asString()
                .startsWith("SETTINGS_FILE: BURST_QUIET_PERIOD_")
                .contains("is invalid: it must be a positive ISO-8601 duration")
                .doesNotContain("14155238886");
    }

    @Test
    void settingOfASingleNumberIsCheckedAsTheSetting() {
        assertThat(
                        complaint(
                                Map.of("BURST_QUIET_PERIOD_14155238886", "soon"),
                                Setting.duration("BURST_QUIET_PERIOD")))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "KAFKA_SECURITY_PROTOCOL, TLS",
        "KAFKA_SECURITY_PROTOCOL, SASL_SSL",
        "KAFKA_SASL_USERNAME, somebody",
        "TOPICS_REPLICATION_FACTOR, 0",
        "TOPICS_REPLICATION_FACTOR, three",
        "TOPICS_MIN_INSYNC_REPLICAS, 0",
        "LOG_LEVEL, LOUD",
        "LOG_JSON, yes",
        "OTEL_TRACES_SAMPLER_ARG, 1.5"
    })
    void sharedSettingsAreChecked(String name, String value) {
        assertThat(complaint(Map.of(name, value))).get().asString().startsWith(name + " is");
    }

    @Test
    void moreInSyncThanThereAreCopiesIsRefused() {
        assertThat(
                        complaint(
                                Map.of(
                                        "TOPICS_REPLICATION_FACTOR", "1",
                                        "TOPICS_MIN_INSYNC_REPLICAS", "2")))
                .get()
                .asString()
                .startsWith("TOPICS_MIN_INSYNC_REPLICAS is invalid");
        assertThat(complaint(Map.of("TOPICS_REPLICATION_FACTOR", "1")))
                .get()
                .asString()
                .startsWith("TOPICS_REPLICATION_FACTOR is invalid");
    }

    @Test
    void completeLoginAtKafkaIsAccepted() {
        assertThat(
                        complaint(
                                Map.of(
                                        "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                                        "KAFKA_SASL_USERNAME", "sw",
                                        "KAFKA_SASL_PASSWORD", "secret")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.twilio.com, true",
        "http://api.twilio.com, false",
        "http://simulator:8090, true",
        "http://127.0.0.1:8090, true",
        "http://ollama.models.svc:11434, true",
        "http://10.1.2.3:8090, true",
        "http://10.example.org, false",
        "http://8.8.8.8, false"
    })
    void providersAreReachedWithTls(String url, boolean accepted) {
        assertThat(complaint(Map.of("A", url), Setting.providerUrl("A")).isEmpty())
                .isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({"199, false", "200, true", "1600, true", "1601, false", "many, false", "0, false"})
    void boundsAreChecked(String value, boolean accepted) {
        assertThat(complaint(Map.of("A", value), Setting.number("A", 200, 1600)).isEmpty())
                .isEqualTo(accepted);
    }

    private static Optional<String> complaint(Map<String, String> values, Setting... settings) {
        var config =
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(new HashMap<>(values), "test", 300))
                        .withSources(new LegacySettingNames())
                        .build();
        return ServiceMain.anyComplaint(config, List.of(settings));
    }

    /** Service without settings of its own, for a separate process. */
    static final class Started {
        private Started() {}

        public static void main(String... args) {
            ServiceMain.run("service", List.of(), args);
        }
    }
}
