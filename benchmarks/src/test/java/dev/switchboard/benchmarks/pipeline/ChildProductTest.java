package dev.switchboard.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProductTest {
    @TempDir private Path directory;

    @Test
    void directoryWithoutALauncherIsRefused() {
        assertThatExceptionOfType(MeasurementException.class)
                .isThrownBy(() -> ChildProduct.start(directory, directory.resolve("log")))
                .withMessageContaining("no checkout");
    }

    @Test
    void environmentFileIsRefused() throws IOException {
        // Given
        var launcher = Files.createFile(directory.resolve("switchboard"));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        Files.writeString(directory.resolve(".env"), "GOOGLE_API_KEY=real");

        // Then
        assertThatExceptionOfType(MeasurementException.class)
                .isThrownBy(() -> ChildProduct.start(directory, directory.resolve("log")))
                .withMessageContaining(".env");
    }

    @Test
    void nothingGoesToRealProviders() {
        // When
        var settings = ChildProduct.settings(Map.of("AI_API_KEY", "real", "TWILIO_BASE_URL", "x"));

        // Then
        assertThat(settings)
                .containsEntry("AI_API_KEY", "simulated")
                .containsEntry("GOOGLE_API_KEY", "simulated")
                .containsEntry("TWILIO_BASE_URL", "http://127.0.0.1:8090")
                .containsEntry("AI_BASE_URL", "http://127.0.0.1:8090/v1beta");
    }

    @Test
    void limitOfTheRunWins() {
        assertThat(ChildProduct.settings(Map.of("RATE_LIMIT_TWILIO_PER_SECOND", "80")))
                .containsEntry("RATE_LIMIT_TWILIO_PER_SECOND", "80")
                .containsEntry("PACE_TWILIO_PER_SECOND", "10000");
    }

    @Test
    void stateIsPutBackAfterTheBench() throws IOException {
        // Given
        var data = Files.createDirectories(directory.resolve(".switchboard/data"));
        Files.writeString(data.resolve("mine"), "before");
        var state = new LocalState(directory);

        // When
        state.putAside();
        Files.createDirectories(data);
        Files.writeString(data.resolve("benchs"), "after");
        state.putBack();

        // Then
        assertThat(data.resolve("mine")).hasContent("before");
        assertThat(data.resolve("benchs")).doesNotExist();
        assertThat(directory.resolve(".switchboard/data.before-bench")).doesNotExist();
    }

    @Test
    void quietPeriodIsTheProductsOwn() {
        assertThat(PacedLatency.quietPeriod(Map.of())).isEqualTo(Duration.ofSeconds(2));
        assertThat(PacedLatency.quietPeriod(Map.of("BURST_QUIET_PERIOD", "PT0.5S")))
                .isEqualTo(Duration.ofMillis(500));
        assertThat(
                        PacedLatency.quietPeriod(
                                Map.of("BURST_QUIET_PERIOD", "", "BURST_QUIET", "PT1S")))
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void bareSettingsSurviveTheEnvironment() {
        // Given
        var settings = new BareSettings("k", "s", "d", "p", "a", "t", "+1");

        // Then
        assertThat(BareSettings.from(settings.toEnvironment())).isEqualTo(settings);
    }

    @Test
    void barePipelineFindsTheCustomerInAForm() {
        assertThat(BarePipelineMain.customer("Body=Hi&From=whatsapp%3A%2B15550000001&To=x"))
                .isEqualTo("whatsapp:+15550000001");
        assertThat(BarePipelineMain.customer("From=whatsapp%3A%2B1555"))
                .isEqualTo("whatsapp:+1555");
    }
}
