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
    @ValueSource(strings = {"openai", "anthropic", "perplexity"})
    void keyOfAnotherProviderThanGooglesIsRequired(String provider) {
        assertThat(complaint(Map.of("AI_PROVIDER", provider)))
                .contains("AI_API_KEY is missing: it must be set for AI_PROVIDER=" + provider);
        assertThat(complaint(Map.of("AI_PROVIDER", provider, "GOOGLE_API_KEY", "key")))
                .contains(
                        "AI_API_KEY is missing: GOOGLE_API_KEY is not sent to AI_PROVIDER="
                                + provider);
        assertThat(complaint(Map.of("AI_PROVIDER", provider, "AI_API_KEY", "key"))).isEmpty();
    }

    @Test
    void askYourDatabaseHasNamesOfItsOwn() {
        var provider = Map.of("AI_PROVIDER", "askyourdatabase", "GOOGLE_API_KEY", "google");
        var withKey = new HashMap<>(provider);
        withKey.put("ASKYOURDATABASE_API_KEY", "key");
        var withChatbot = new HashMap<>(withKey);
        withChatbot.put("ASKYOURDATABASE_CHAT_ID", "chatbot");

        assertThat(complaint(Map.of("AI_PROVIDER", "askyourdatabase")))
                .get()
                .asString()
                .startsWith("ASKYOURDATABASE_API_KEY is missing");
        assertThat(complaint(withKey))
                .get()
                .asString()
                .startsWith("ASKYOURDATABASE_CHAT_ID is missing");
        assertThat(complaint(withChatbot)).isEmpty();
        withChatbot.remove("ASKYOURDATABASE_API_KEY");
        assertThat(complaint(withChatbot)).get().asString().startsWith("AI_API_KEY is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "gemini, /v1beta",
        "openai, /v1",
        "anthropic, /v1",
        "perplexity, ''",
        "ollama, ''",
        "askyourdatabase, ''",
        "custom, /v1"
    })
    void simulatorOfTheLocalStackMayBeAnyProvider(String provider, String path) {
        assertThat(
                        complaint(
                                Map.of(
                                        "ENVIRONMENT", "local",
                                        "AI_PROVIDER", provider,
                                        "AI_MODEL", "simulated",
                                        "AI_API_KEY", "simulated",
                                        "AI_BASE_URL", "http://127.0.0.1:8090" + path)))
                .isEmpty();
    }

    @Test
    void ownServerNeedsNoKeyButAnAddressAndAModel() {
        var url = "http://127.0.0.1:9999/v1";
        assertThat(complaint(Map.of("AI_PROVIDER", "ollama"))).isEmpty();
        assertThat(complaint(Map.of("AI_PROVIDER", "custom", "AI_MODEL", "m")))
                .get()
                .asString()
                .startsWith("AI_BASE_URL is missing");
        assertThat(complaint(Map.of("AI_PROVIDER", "custom", "AI_BASE_URL", url)))
                .get()
                .asString()
                .startsWith("AI_MODEL is missing");
        assertThat(
                        complaint(
                                Map.of(
                                        "AI_PROVIDER", "custom",
                                        "AI_BASE_URL", url,
                                        "AI_MODEL", "m")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1023, true", "1024, false", "1999, false", "2000, true", "-1, true", "0, false"})
    void thoughtsOfAnthropicFitTheAnswer(String budget, boolean isInvalid) {
        var complaint =
                complaint(
                        Map.of(
                                "AI_PROVIDER", "anthropic",
                                "AI_API_KEY", "key",
                                "AI_MAX_TOKENS", "2000",
                                "AI_THINKING_BUDGET", budget));

        assertThat(complaint.filter(it -> it.startsWith("AI_THINKING_BUDGET is invalid")))
                .matches(it -> it.isPresent() == isInvalid);
    }

    @ParameterizedTest
    @CsvSource({
        "AI_PROVIDER,eliza",
        "SECRETS_KEYSET,secret",
        "AI_TEMPERATURE,2.1",
        "AI_THINKING_BUDGET,-2",
        "AI_MAX_TOKENS,many",
        "AI_RETRY_MAX_BACKOFF,PT0.5S",
        "MAX_CONTEXT_MESSAGES,0",
        "RATE_LIMITER_MAX_REQUESTS_PER_MINUTE,-1",
        "RATE_LIMITER_TIMEOUT,PT1M",
        "ANSWER_CACHE_MAX_ENTRIES,0",
        "ANSWER_CACHE_TIMEOUT,PT1M",
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
