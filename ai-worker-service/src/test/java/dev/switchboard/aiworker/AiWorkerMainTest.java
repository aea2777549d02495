package dev.switchboard.aiworker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.chassis.config.ServiceMain;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AiWorkerMainTest {

    @ParameterizedTest
    @ValueSource(strings = {"AI_API_KEY", "GOOGLE_API_KEY"})
    void keyOfEitherNameIsEnough(String name) {
        assertThat(complaint(Map.of(name, "key"))).isEmpty();
    }

    @Test
    void keyIsRequired() {
        assertThat(complaint(Map.of())).get().asString().startsWith("AI_API_KEY is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "AI_PROVIDER,eliza",
        "SECRETS_KEYSET,secret",
        "AI_TEMPERATURE,2.1",
        "AI_THINKING_BUDGET,-2",
        "AI_MAX_TOKENS,many",
        "AI_RETRY_MAX_BACKOFF,PT0.5S",
        "MAX_CONTEXT_MESSAGES,0"
    })
    void invalidSettingIsNamed(String name, String value) {
        assertThat(complaint(Map.of("AI_API_KEY", "key", name, value)))
                .get()
                .asString()
                .startsWith(name + " is invalid");
    }

    private static Optional<String> complaint(Map<String, String> values) {
        var variables =
                new HashMap<>(
                        Map.of(
                                "KAFKA_BOOTSTRAP_SERVERS", "broker:9092",
                                "DATABASE_URL", "postgresql://sw:pa55-of-ours@db/sw"));
        variables.putAll(values);
        return ServiceMain.complaint(variables, AiWorkerMain.SETTINGS, AiWorkerMain::complaint);
    }
}
