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
        "AI_TEMPERATURE,2.1",
        "AI_THINKING_BUDGET,-2",
        "AI_MAX_TOKENS,many",
        "AI_RETRY_MAX_BACKOFF,PT0.5S",
        "MAX_CONTEXT_MESSAGES,0",
        "RATE_LIMITER_MAX_REQUESTS_PER_MINUTE,-1",
        "RATE_LIMITER_TIMEOUT,PT1M",
        "CONVERSATION_TTL,PT1H",
        "SESSION_MODE,weekly",
        "SESSION_ZONE,Europe/Atlantis",
        "SESSION_MAX_AGE,PT1M"
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
                                "DATABASE_URL", "postgresql://sw:pa55-of-ours@db/sw",
                                "REDIS_URL", "redis://redis:6379"));
        variables.putAll(values);
        return ServiceMain.complaint(variables, AiWorkerMain.SETTINGS, AiWorkerMain::complaint);
    }
}
