package dev.switchboard.aiworker.testing;

import dev.switchboard.localstack.process.TcpPorts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Tells the service where a test's {@link FakeGemini} will listen, and sets a persona and a text.
 */
public final class GeminiPort implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        var port = TcpPorts.free();
        return Map.of(
                "test.gemini.port",
                Integer.toString(port),
                "AI_BASE_URL",
                "http://127.0.0.1:" + port + "/v1beta",
                "AI_API_KEY",
                "test-key",
                "AI_SYSTEM_PROMPT_15550001111",
                "You are Zed of the pizzeria.",
                "TEXT_STICKER",
                "No stickers, please.");
    }

    @Override
    public void stop() {}
}
