package dev.switchboard.system.scenario;

import dev.switchboard.system.guarantee.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Result of a scenario. */
public record Report(
        String scenario, long seed, Map<String, Object> figures, List<Violation> violations) {
    public Report {
        figures = new LinkedHashMap<>(figures);
        violations = List.copyOf(violations);
    }

    public boolean isClean() {
        return violations.isEmpty();
    }
}
