package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.system.scenario.Scale;
import dev.switchboard.system.scenario.Scenario;
import dev.switchboard.system.scenario.Scenarios;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The short form of every scenario under faults; the long one is {@code ./switchboard chaos}. */
class GuaranteesTest {
    static Stream<Named<Scenario>> scenarios() {
        return Scenarios.all().stream().map(scenario -> Named.of(scenario.name(), scenario));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyGuaranteeIsKept(Scenario scenario) {
        // When
        var report = scenario.run(SharedWorld.running(), Scale.shortForm());

        // Then
        assertThat(report.violations())
                .as("%s with seed %d: %s", scenario.name(), report.seed(), report.figures())
                .isEmpty();
    }
}
