package dev.switchboard.testing;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Backing services that are started once for all tests of a JVM, on first use. Embedded by default;
 * in containers with {@code -Dswitchboard.test.backing=containers}.
 */
public final class SharedBacking {
    private static final String ADDRESS_PROPERTY = "switchboard.test.address.";

    private SharedBacking() {}

    /**
     * Returns the settings of the services, all of them ready and Kafka with the declared topics.
     */
    public static Map<String, String> settings(BackingService... needs) {
        return settings(Arrays.asList(needs));
    }

    static Map<String, String> settings(Collection<BackingService> needs) {
        Map<String, String> settings = new HashMap<>();
        addresses(needs).forEach((need, address) -> settings.putAll(need.settings(address)));
        return Map.copyOf(settings);
    }

    /**
     * Addresses are kept in system properties: Quarkus loads this class anew for each application
     * it starts.
     */
    private static Map<BackingService, String> addresses(Collection<BackingService> needs) {
        synchronized (System.getProperties()) {
            Set<BackingService> missing = EnumSet.noneOf(BackingService.class);
            needs.stream().filter(need -> property(need) == null).forEach(missing::add);
            if (!missing.isEmpty()) {
                start(missing)
                        .forEach((need, address) ->
                                System.setProperty(ADDRESS_PROPERTY + need, address));
            }
            Map<BackingService, String> addresses = new HashMap<>();
            needs.forEach(need -> addresses.put(need, System.getProperty(ADDRESS_PROPERTY + need)));
            return addresses;
        }
    }

    private static @Nullable String property(BackingService need) {
        return System.getProperty(ADDRESS_PROPERTY + need);
    }

    private static Map<BackingService, String> start(Set<BackingService> missing) {
        return System.getProperty("switchboard.test.backing", "embedded").equals("containers")
                ? ContainerBacking.start(missing)
                : EmbeddedBacking.start(missing);
    }
}
