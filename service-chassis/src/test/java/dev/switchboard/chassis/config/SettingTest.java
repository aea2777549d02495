package dev.switchboard.chassis.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingTest {

    @Test
    void aMissingSettingIsNamed() {
        // When
        var complaint = complaint(Map.of(), Setting.required("TWILIO_AUTH_TOKEN"));

        // Then
        assertThat(complaint).contains("TWILIO_AUTH_TOKEN is missing: it must be set");
    }

    @Test
    void anInvalidSettingIsNamedWithoutItsValue() {
        // When
        var complaint =
                complaint(
                        Map.of("DATABASE_URL", "mysql://root:s3cret@db/x"),
                        Setting.database(),
                        Setting.kafka());

        // Then
        assertThat(complaint)
                .get()
                .asString()
                .startsWith("DATABASE_URL is invalid")
                .doesNotContain("s3cret");
    }

    @Test
    void olderNamesAreUnderstood() {
        // When
        var complaint =
                complaint(Map.of("DB_URL", "postgresql://u:p@db:5432/x"), Setting.database());

        // Then
        assertThat(complaint).isEmpty();
    }

    @Test
    void eachFormIsChecked() {
        assertThat(complaint(Map.of("A", "PT2S"), Setting.duration("A"))).isEmpty();
        assertThat(complaint(Map.of("A", "PT0S"), Setting.duration("A"))).isPresent();
        assertThat(complaint(Map.of("A", "2 s"), Setting.duration("A"))).isPresent();
        assertThat(complaint(Map.of("A", "20"), Setting.positiveNumber("A"))).isEmpty();
        assertThat(complaint(Map.of("A", "-1"), Setting.positiveNumber("A"))).isPresent();
        assertThat(complaint(Map.of("A", "https://api.example.org/v1"), Setting.url("A")))
                .isEmpty();
        assertThat(complaint(Map.of("A", "api.example.org"), Setting.url("A"))).isPresent();
        assertThat(complaint(Map.of("A", "gemini"), Setting.oneOf("A", "gemini"))).isEmpty();
        assertThat(complaint(Map.of("A", "eliza"), Setting.oneOf("A", "gemini"))).isPresent();
        assertThat(
                        complaint(
                                Map.of("A", "broker:9092,other:9092"),
                                new Setting("A", true, "", v -> true)))
                .isEmpty();
        assertThat(complaint(Map.of(), Setting.duration("A"))).isEmpty();
    }

    @Test
    void aFurtherConditionIsNamedBesideTheFirst() {
        // Given
        var even =
                Setting.positiveNumber("A").and("even", value -> Integer.parseInt(value) % 2 == 0);

        // Then
        assertThat(complaint(Map.of("A", "4"), even)).isEmpty();
        assertThat(complaint(Map.of("A", "many"), even)).isPresent();
        assertThat(complaint(Map.of("A", "3"), even))
                .contains("A is invalid: it must be a whole number of 1 or more, even");
    }

    private static Optional<String> complaint(Map<String, String> values, Setting... settings) {
        var config =
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(values, "test", 300))
                        .withSources(new LegacySettingNames())
                        .build();
        return ServiceMain.complaint(config, List.of(settings));
    }
}
