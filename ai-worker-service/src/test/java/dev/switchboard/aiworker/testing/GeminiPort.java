package dev.switchboard.aiworker.testing;

import static java.util.Map.entry;

import dev.switchboard.localstack.process.TcpPorts;
import dev.switchboard.testing.FakeGemini;
import dev.switchboard.testing.TestKeyset;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Points the service to a test's {@link FakeGemini}, and sets a persona, a standard text, and
 * timeouts that are short enough for tests.
 */
public final class GeminiPort implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        var port = TcpPorts.free();
        return Map.ofEntries(
                entry("test.gemini.port", Integer.toString(port)),
                entry("AI_BASE_URL", "http://127.0.0.1:" + port + "/v1beta"),
                entry("AI_API_KEY", "test-key"),
                entry("AI_SYSTEM_PROMPT_15550001111", "You are Zed of the pizzeria."),
                entry("SECRETS_KEYSET", TestKeyset.of(1)),
                entry("TEXT_STICKER", "No stickers, please."),
                entry("AI_RETRY_INITIAL_BACKOFF", "PT0.1S"),
                entry("AI_RETRY_MAX_BACKOFF", "PT0.5S"),
                entry("AI_CIRCUIT_BREAKER_DELAY", "PT0.5S"),
                entry("AI_MAX_RETRY_AFTER", "PT0.5S"),
                entry("AI_DELAY_NOTICE_AFTER", "PT1S"),
                entry("AI_ANSWER_TIMEOUT", "PT15S"),
                entry("RATE_LIMITER_TIMEOUT", "PT2S"),
                entry("ANSWER_CACHE_TIMEOUT", "PT2S"),
                // Spans are made only where there is somewhere to send them; CapturedSpans has
                // them.
                entry("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"),
                entry("quarkus.otel.bsp.schedule.delay", "PT0.1S"));
    }

    @Override
    public void stop() {}
}
