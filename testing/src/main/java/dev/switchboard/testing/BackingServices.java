package dev.switchboard.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Gives a Quarkus test the backing services it needs: {@code @WithTestResource(value =
 * BackingServices.class, initArgs = @ResourceArg(name = "needs", value = "kafka,postgres,redis"))};
 * all three by default.
 */
public final class BackingServices implements QuarkusTestResourceLifecycleManager {
    private List<BackingService> needs = List.of(BackingService.values());

    @Override
    public void init(Map<String, String> arguments) {
        String named = arguments.get("needs");
        if (named != null) {
            needs = Arrays.stream(named.split(",", -1)).map(BackingService::named).toList();
        }
    }

    @Override
    public Map<String, String> start() {
        return SharedBacking.settings(needs);
    }

    /** The services stay for the JVM's other tests and end with it. */
    @Override
    public void stop() {}
}
