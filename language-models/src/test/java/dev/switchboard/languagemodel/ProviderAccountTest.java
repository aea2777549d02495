package dev.switchboard.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderAccountTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.openai.com/v1",
                "https://API.openai.com:443/v1/",
                "https://api.openai.com/v2"
            })
    void oneKeyAtOneHostIsOneAccount(String baseUrl) {
        assertThat(account(ModelProvider.CUSTOM, baseUrl, "key-1"))
                .isEqualTo(account(ModelProvider.OPENAI, null, "key-1"));
    }

    @Test
    void anotherKeyOrHostIsAnotherAccount() {
        // Given
        var account = account(ModelProvider.CUSTOM, "http://10.0.0.1:8000/v1", "key-1");

        // Then
        assertThat(account)
                .isNotEqualTo(account(ModelProvider.CUSTOM, "http://10.0.0.1:8000/v1", "key-2"))
                .isNotEqualTo(account(ModelProvider.CUSTOM, "http://10.0.0.1:8001/v1", "key-1"))
                .isNotEqualTo(account(ModelProvider.CUSTOM, "http://10.0.0.2:8000/v1", "key-1"))
                .isNotEqualTo(ProviderAccount.ofItsOwn("main"));
        assertThat(account.toString()).isEqualTo("ProviderAccount[10.0.0.1:8000]");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CUSTOM")
    void everyProviderHasAHost(ModelProvider provider) {
        assertThat(account(provider, null, "key-1").host()).matches("[a-z.]+:[0-9]+");
    }

    private static ProviderAccount account(ModelProvider provider, String baseUrl, String key) {
        return new ModelProfile(
                        provider,
                        Optional.of("m"),
                        Optional.ofNullable(baseUrl).map(URI::create),
                        Optional.of(key),
                        1000,
                        OptionalDouble.empty(),
                        OptionalInt.empty(),
                        Duration.ofSeconds(1))
                .account();
    }
}
