package dev.switchboard.aiworker.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.aiworker.model.ModelGates.Profile;
import dev.switchboard.aiworker.model.ModelGates.Unusable;
import dev.switchboard.aiworker.model.ModelGates.Usable;
import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.aiworker.testing.TestModelSettings;
import dev.switchboard.languagemodel.FailureCode;
import dev.switchboard.languagemodel.ModelProvider;
import dev.switchboard.languagemodel.ModelResult;
import dev.switchboard.languagemodel.Prompt;
import dev.switchboard.languagemodel.SessionTokens;
import dev.switchboard.testing.BackingServices;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In Quarkus, whose container makes the guards of the fault tolerance library. */
@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class ModelGatesTest {
    private static final TestModelSettings SETTINGS =
            TestModelSettings.gemini("http://127.0.0.1:9/v1beta", Duration.ofSeconds(1));
    private static final UUID MAIN = UUID.randomUUID();
    private static final UUID CHEAP = UUID.randomUUID();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ModelGates gates =
            new ModelGates(
                    new ModelFactory(
                            SETTINGS,
                            new NoChatbot(),
                            SessionTokens.NONE,
                            OpenTelemetry.noop().getTracer("test"),
                            meters));

    /** Settings without AskYourDatabase's. */
    private record NoChatbot() implements AskYourDatabaseSettings {

        @Override
        public Optional<String> apiKey() {
            return Optional.empty();
        }

        @Override
        public Optional<String> chatId() {
            return Optional.empty();
        }

        @Override
        public Optional<URI> baseUrl() {
            return Optional.empty();
        }
    }

    @Test
    void modelOfAProfileThatHasNotChangedIsKept() {
        // Given
        var before = gates.replace(List.of(profile(MAIN, 1, "main"), profile(CHEAP, 1, "cheap")));

        // When
        var after = gates.replace(List.of(profile(MAIN, 1, "main"), profile(CHEAP, 2, "cheap")));

        // Then
        assertThat(after.get(MAIN)).isSameAs(before.get(MAIN));
        assertThat(after.get(CHEAP)).isNotSameAs(before.get(CHEAP));
        assertThat(gauges("cheap")).isEqualTo(2);
    }

    @Test
    void modelOfADeletedProfileIsForgotten() {
        // Given
        var before = gates.replace(List.of(profile(MAIN, 1, "main")));

        // When
        var none = gates.replace(List.of());
        var again = gates.replace(List.of(profile(MAIN, 1, "main")));

        // Then
        assertThat(none).isEmpty();
        assertThat(again.get(MAIN)).isNotSameAs(before.get(MAIN));
        assertThat(gauges("main")).isEqualTo(2);
    }

    @Test
    void profileThatCannotBeUsedFailsAsAConfiguration() throws InterruptedException {
        // Given
        var broken = new Profile(MAIN, 1, "main", 1, new Unusable("eliza", "nobody knows it"));
        var prompt = new Prompt("", List.of(new Prompt.Entry(Prompt.Side.CUSTOMER, "Hi")));

        // When
        var result = gates.replace(List.of(broken)).get(MAIN).call(prompt);

        // Then
        assertThat(result)
                .isEqualTo(
                        ModelResult.Failure.of(
                                FailureCode.CONFIGURATION,
                                "the profile cannot be used: nobody knows it"));
    }

    @ParameterizedTest
    @EnumSource(ModelProvider.class)
    void profileMayBeOfAnyProvider(ModelProvider provider) {
        // Given
        var settings =
                TestModelSettings.of(provider, "http://127.0.0.1:9/v1", Duration.ofSeconds(1));
        var values = BuiltInProfile.of(settings.withName("model"));

        // When
        var gate = gates.replace(List.of(profile(new Usable(values)))).get(MAIN);

        // Then
        assertThat(gate.provider()).isEqualTo(provider.settingName());
    }

    @Test
    void profileThatLacksWhatItsProviderNeedsFailsAsAConfiguration() throws InterruptedException {
        // Given
        var settings =
                TestModelSettings.of(
                        ModelProvider.ASKYOURDATABASE, "http://127.0.0.1:9", Duration.ofSeconds(1));
        var prompt = new Prompt("", List.of(new Prompt.Entry(Prompt.Side.CUSTOMER, "Hi")));

        // When
        var gate =
                gates.replace(List.of(profile(new Usable(BuiltInProfile.of(settings))))).get(MAIN);

        // Then
        assertThat(gate.call(prompt))
                .isInstanceOfSatisfying(
                        ModelResult.Failure.class,
                        failure -> assertThat(failure.code()).isEqualTo(FailureCode.CONFIGURATION));
    }

    @Test
    void profilesOfOneKeyAndHostShareAnAccount() {
        // Given
        var models =
                gates.replace(
                        List.of(
                                profile(MAIN, 1, "main"),
                                new Profile(CHEAP, 1, "cheap", 1, new Unusable("eliza", "no"))));

        // When
        var accounts =
                gates.chain(List.of(models.get(MAIN), models.get(CHEAP))).models().stream()
                        .map(GuardedModel::account)
                        .toList();

        // Then
        assertThat(accounts.get(0)).isEqualTo(accounts.get(2)).isNotEqualTo(accounts.get(1));
    }

    @Test
    void chainEndsWithTheBuiltInProfile() {
        // Given
        var models = gates.replace(List.of(profile(MAIN, 1, "main")));

        // When
        var chain = gates.chain(List.of(models.get(MAIN)));

        // Then
        assertThat(chain.profiles()).containsExactly("main", "env");
        assertThat(gates.chain(List.of()).profiles()).containsExactly("env");
    }

    @Test
    void keyIsNotInTheTextOfAProfile() {
        assertThat(BuiltInProfile.of(SETTINGS)).hasToString("ModelProfile[gemini default]");
        assertThat(BuiltInProfile.of(SETTINGS).account().toString())
                .isEqualTo("ProviderAccount[127.0.0.1:9]");
        assertThat(profile(MAIN, 1, "main").toString()).doesNotContain("test-key");
    }

    private int gauges(String profile) {
        return meters.find("switchboard.model.circuit.open").tag("profile", profile).gauges().size()
                + meters.find("switchboard.model.calls.in.flight")
                        .tag("profile", profile)
                        .gauges()
                        .size();
    }

    private static Profile profile(UUID id, long version, String name) {
        return new Profile(id, version, name, 1, new Usable(BuiltInProfile.of(SETTINGS)));
    }

    private static Profile profile(ModelGates.Source source) {
        return new Profile(MAIN, 1, "main", 1, source);
    }
}
