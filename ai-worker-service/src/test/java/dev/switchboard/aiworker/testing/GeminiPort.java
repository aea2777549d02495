package dev.switchboard.aiworker.testing;

import static java.util.Map.entry;

import dev.switchboard.localstack.process.TcpPorts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Tells the service where a test's {@link FakeGemini} will listen, and sets a persona, a text, and
 * a patience that a test can await.
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
                entry("TEXT_STICKER", "No stickers, please."),
                entry("switchboard.model.first-pause", "PT0.1S"),
                entry("AI_LONGEST_PAUSE", "PT0.5S"),
                entry("AI_PAUSE_AFTER_FAILURES", "PT0.5S"),
                entry("AI_NOTICE_AFTER", "PT1S"),
                entry("AI_GIVE_UP_AFTER", "PT15S"));
    }

    @Override
    public void stop() {}
}
