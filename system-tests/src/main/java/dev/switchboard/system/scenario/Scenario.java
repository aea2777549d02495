package dev.switchboard.system.scenario;

import dev.switchboard.system.world.World;
import java.time.Duration;

/** Something that goes wrong, or is asked for in great numbers, and what must hold all the same. */
public interface Scenario {

    /** What people call it on the command line. */
    String name();

    /** How long it takes to the bar of its long form, on two cores. */
    Duration toTheBar();

    /** Leaves every part running, and the outside world calm. */
    Report run(World world, Scale scale);
}
