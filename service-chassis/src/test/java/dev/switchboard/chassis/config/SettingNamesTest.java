package dev.switchboard.chassis.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingNamesTest {

    @ParameterizedTest
    @CsvSource({
        "switchboard.ai.max-tokens, AI_MAX_TOKENS",
        "switchboard.rate-limit.twilio-per-second, RATE_LIMIT_TWILIO_PER_SECOND",
        "switchboard.whatsapp.verify-token, VERIFY_TOKEN",
        "switchboard.numbers.twilio, TWILIO_FROM_NUMBER",
        "AI_API_KEY, GOOGLE_API_KEY"
    })
    void settingIsReadByItsVariable(String name, String variable) {
        assertThat(value(Map.of(variable, "7"), name)).isEqualTo("7");
    }

    @Test
    void variableWinsOverTheDefault() {
        assertThat(value(Map.of("AI_MAX_TOKENS", "7"), "switchboard.ai.max-tokens")).isEqualTo("7");
        assertThat(value(Map.of(), "switchboard.ai.max-tokens")).isEqualTo("1000");
    }

    @Test
    void blankVariableIsNotSet() {
        assertThat(value(Map.of("AI_MAX_TOKENS", " "), "switchboard.ai.max-tokens"))
                .isEqualTo("1000");
    }

    @Test
    void newerNameWins() {
        assertThat(value(Map.of("REDIS_URL", "new", "REDIS_URI", "old"), "switchboard.redis-url"))
                .isEqualTo("new");
    }

    @Test
    void otherPropertiesCanReferToASetting() {
        assertThat(
                        value(
                                Map.of(
                                        "AI_MAX_TOKENS",
                                        "7",
                                        "other",
                                        "${switchboard.ai.max-tokens}"),
                                "other"))
                .isEqualTo("7");
    }

    private static String value(Map<String, String> values, String name) {
        Config config =
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .withInterceptors(new SettingNames())
                        .withDefaultValue("switchboard.ai.max-tokens", "1000")
                        .withSources(new PropertiesConfigSource(values, "test", 300))
                        .build();
        return config.getValue(name, String.class);
    }
}
