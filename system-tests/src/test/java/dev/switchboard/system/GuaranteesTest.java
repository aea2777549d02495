package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.system.chaos.ProductDirectory;
import dev.switchboard.system.scenario.Scale;
import dev.switchboard.system.scenario.Scenario;
import dev.switchboard.system.scenario.Scenarios;
import dev.switchboard.system.world.World;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The short form of every scenario under faults; the long one is {@code ./switchboard chaos}. */
class GuaranteesTest {
    private static World world;

    @BeforeAll
    static void start() {
        var seed = Long.getLong("switchboard.seed", System.nanoTime() & 0xffff_ffffL);
        world =
                World.start(
                        ProductDirectory.beside(Path.of("..")), Path.of("target", "world"), seed);
    }

    @AfterAll
    static void end() {
        world.close();
    }

    static Stream<Named<Scenario>> scenarios() {
        return Scenarios.all().stream().map(scenario -> Named.of(scenario.name(), scenario));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyGuaranteeIsKept(Scenario scenario) {
        // When
        var report = scenario.run(world, Scale.shortForm());

        // Then
        assertThat(report.violations())
                .as("%s with seed %d: %s", scenario.name(), report.seed(), report.figures())
                .isEmpty();
    }
}
