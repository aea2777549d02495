package dev.switchboard.chassis.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;
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
                                "TWILIO_AUTH_TOKEN", "simulated-auth-token",
                                "KAFKA_BOOTSTRAP_SERVERS", "broker:9092"));

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
        var complaint = complaint(Map.of("SETTINGS_FILE", file.toString()));

        // Then
        assertThat(complaint)
                .get()
                .asString()
                .startsWith("SETTINGS_FILE: BURST_QUIET_PERIOD_")
                .contains("is invalid: it must be an ISO-8601 duration")
                .doesNotContain("14155238886");
    }

    @Test
    void settingOfASingleNumberIsCheckedAsTheSetting() {
        assertThat(complaint(Map.of("BURST_QUIET_PERIOD_14155238886", "soon"))).isPresent();
    }

    @Test
    void settingsOfOneNumberAreHeldAgainstEachOther() {
        // Given
        var settings =
                Map.of(
                        "BURST_QUIET_PERIOD_14155238886", "PT20S",
                        "BURST_MAX_WAIT_14155238886", "PT30S");

        // When
        var complaint = complaint(settings);

        // Then
        assertThat(complaint).isEmpty();
    }

    @Test
    void missingSettingIsNamed() {
        // Given
        Map<String, String> none = Map.of();

        // When
        var complaint = ServiceMain.complaint(none, List.of(), _ -> Optional.empty());

        // Then
        assertThat(complaint).contains("KAFKA_BOOTSTRAP_SERVERS is missing: it must be set");
    }

    @ParameterizedTest
    @CsvSource({
        "BURST_QUIET_PERIOD, PT0S, must be a positive ISO-8601 duration such as PT2S",
        "BURST_QUIET_PERIOD, 2 s, must be an ISO-8601 duration such as PT2S",
        "BURST_MAX_MESSAGES, many, must be a whole number",
        "BURST_MAX_MESSAGES, 0, must be greater than or equal to 1",
        "BURST_WEBHOOK_URL, api.example.org, must be an http or https URL",
        "BURST_SECRET, short, must be longer"
    })
    void invalidSettingIsNamedWithoutItsValue(String name, String value, String form) {
        assertThat(complaint(Map.of(name, value))).contains(name + " is invalid: it " + form);
    }

    @Test
    void relationOfTwoSettingsIsChecked() {
        assertThat(complaint(Map.of("BURST_MAX_WAIT", "PT1S")))
                .contains("BURST_MAX_WAIT is invalid: it must be at least BURST_QUIET_PERIOD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql://root:s3cret@db/x", "postgresql://root:s3cret%zz@db/x"})
    void invalidUrlOfTheDatabaseIsNamedWithoutItsPassword(String url) {
        // When
        var complaint =
                ServiceMain.complaint(
                        Map.of("KAFKA_BOOTSTRAP_SERVERS", "broker:9092", "DB_URL", url),
                        List.of(SharedSettings.Database.class),
                        _ -> Optional.empty());

        // Then
        assertThat(complaint)
                .contains(
                        "DATABASE_URL is invalid: it must be like"
                                + " postgresql://user:password@host:5432/database");
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
        assertThat(complaint(Map.of(name, value)))
                .get()
                .asString()
                .startsWith(name + " is invalid");
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
                .startsWith("TOPICS_REPLICATION_FACTOR is invalid");
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

    private static Optional<String> complaint(Map<String, String> values) {
        var variables = new HashMap<>(Map.of("KAFKA_BOOTSTRAP_SERVERS", "broker:9092"));
        variables.putAll(values);
        return ServiceMain.complaint(variables, List.of(TestSettings.class), _ -> Optional.empty());
    }

    /** Settings of a service. */
    @ConfigMapping(prefix = "switchboard.burst")
    interface TestSettings {

        @WithDefault("PT2S")
        @DurationMin(nanos = 1)
        Duration quietPeriod();

        @WithDefault("PT10S")
        Duration maxWait();

        @WithDefault("20")
        @Min(1)
        int maxMessages();

        Optional<URI> webhookUrl();

        Optional<@Size(min = 8, message = "must be longer") String> secret();

        @AssertTrue(message = "BURST_MAX_WAIT is invalid: it must be at least BURST_QUIET_PERIOD")
        default boolean isMaxWaitSufficient() {
            return maxWait().compareTo(quietPeriod()) >= 0;
        }
    }

    /** Service without settings of its own, for a separate process. */
    static final class Started {
        private Started() {}

        public static void main(String... args) {
            ServiceMain.run("service", List.of(), _ -> Optional.empty(), args);
        }
    }
}
