package dev.switchboard.transcript.setting;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Order in which AI profiles are asked: a profile, then each of its fallbacks with the fallbacks of
 * that one, every profile once.
 */
public final class FallbackOrder {
    private final Map<UUID, List<UUID>> fallbacks;

    public FallbackOrder(List<AiProfile> profiles) {
        fallbacks =
                profiles.stream()
                        .collect(toMap(AiProfile::id, profile -> profile.values().fallbacks()));
    }

    /** The profile and those that are asked in its place, in their order. */
    public List<UUID> from(UUID profile) {
        var order = new LinkedHashSet<UUID>();
        add(profile, order);
        return new ArrayList<>(order);
    }

    private void add(UUID profile, Set<UUID> order) {
        if (order.add(profile)) {
            fallbacks.getOrDefault(profile, List.of()).forEach(each -> add(each, order));
        }
    }

    /** True where a profile is among those that are asked in its own place. */
    public boolean returnsTo(UUID profile) {
        var reached = new HashSet<UUID>();
        fallbacks.getOrDefault(profile, List.of()).forEach(each -> add(each, reached));
        return reached.contains(profile);
    }
}
