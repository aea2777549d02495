package dev.switchboard.aiworker.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A ceiling of a conversation's spend that leaves room for one or two calls. */
public final class ConversationCeiling implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of("AI_CONVERSATION_CEILING_USD", "0.0035", "AI_SPEND_TIMEOUT", "PT5S");
    }

    @Override
    public void stop() {}
}
