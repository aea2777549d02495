package dev.switchboard.aiworker.testing;

import static java.util.Map.entry;

import dev.switchboard.localstack.process.TcpPorts;
import dev.switchboard.testing.FakeGemini;
import dev.switchboard.testing.SimulatedModels;
import dev.switchboard.testing.TestKeyset;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Points the service to a test's {@link SimulatedModels} as to Anthropic, for its built-in profile.
 * A profile of the test may be at its {@link FakeGemini}.
 */
public final class AnthropicPort implements QuarkusTestResourceLifecycleManager {
    private static final String PORT = "test.anthropic.port";

    /** The models to which the service is pointed. */
    public static SimulatedModels startModels() {
        return new SimulatedModels(ConfigProvider.getConfig().getValue(PORT, Integer.class));
    }

    @Override
    public Map<String, String> start() {
        var port = TcpPorts.free();
        return Map.ofEntries(
                entry("test.gemini.port", Integer.toString(TcpPorts.free())),
                entry(PORT, Integer.toString(port)),
                entry("AI_PROVIDER", "anthropic"),
                entry("AI_BASE_URL", "http://127.0.0.1:" + port + "/v1"),
                entry("AI_API_KEY", "key-of-the-environment"),
                entry("SECRETS_KEYSET", TestKeyset.of(1)),
                entry("AI_RETRY_INITIAL_BACKOFF", "PT0.1S"),
                entry("AI_RETRY_MAX_BACKOFF", "PT0.5S"),
                entry("AI_MAX_RETRY_AFTER", "PT10S"),
                entry("AI_DELAY_NOTICE_AFTER", "PT1S"),
                entry("AI_ANSWER_TIMEOUT", "PT15S"),
                entry("RATE_LIMITER_TIMEOUT", "PT2S"));
    }

    @Override
    public void stop() {}
}
