package dev.switchboard.aiworker.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.aiworker.spend.ModelPrices;
import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.aiworker.testing.TestModelSettings;
import dev.switchboard.aiworker.testing.TestTerms;
import dev.switchboard.languagemodel.ModelProvider;
import dev.switchboard.languagemodel.SessionTokens;
import dev.switchboard.testing.BackingServices;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In Quarkus, whose container makes the guards of the fault tolerance library. */
@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class DefaultModelPriceTest {
    @Inject ModelPrices prices;

    @ParameterizedTest
    @EnumSource(
            value = ModelProvider.class,
            names = {"ASKYOURDATABASE", "CUSTOM"},
            mode = EnumSource.Mode.EXCLUDE)
    void everyDefaultModelHasAPrice(ModelProvider provider) {
        // Given
        var settings =
                TestModelSettings.of(provider, "http://127.0.0.1:9/v1", Duration.ofSeconds(1));
        var values = BuiltInProfile.of(settings);
        var model =
                new GuardedModel(
                        provider.create(values, SessionTokens.NONE),
                        TestTerms.of("default of " + provider),
                        values.account(),
                        new GuardedModel.Limits(1, 1, Duration.ofSeconds(1), Duration.ofSeconds(1)),
                        OpenTelemetry.noop().getTracer("test"),
                        new SimpleMeterRegistry());

        // When
        var price = prices.of(model);

        // Then
        assertThat(price.taken()).startsWith("20");
    }
}
