package dev.switchboard.channels.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioCredentialsTest {

    /** As people write a list; a blank is no part of a secret, and a blank one is none. */
    @ParameterizedTest
    @ValueSource(strings = {"new,old", " new, old", "new , old ,", " , new,old"})
    void firstOfSeveralTokensIsUsedWithoutTheBlanksAroundIt(String written) {
        // Given
        var settings =
                new SmallRyeConfigBuilder()
                        .withSources(
                                new PropertiesConfigSource(
                                        Map.of(
                                                "switchboard.twilio.account-sid",
                                                "AC1",
                                                "switchboard.twilio.auth-token",
                                                written),
                                        "test",
                                        100))
                        .withMapping(TwilioAccountSettings.class)
                        .build()
                        .getConfigMapping(TwilioAccountSettings.class);

        // When
        var account = TwilioCredentials.from(settings);

        // Then
        assertThat(account).hasValue(new TwilioCredentials("AC1", "new"));
        assertThat(settings.authToken()).hasValue(List.of("new", "old"));
    }
}
