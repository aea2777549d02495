package dev.switchboard.system.scenario;

import dev.switchboard.system.world.World;
import java.time.Duration;

/** Something that goes wrong or happens in great numbers, and what must hold all the same. */
public interface Scenario {

    /** Name on the command line. */
    String name();

    /** Duration of the whole long form, on two cores. */
    Duration fullDuration();

    /** Runs the scenario; leaves every program running and the outside world with its defaults. */
    Report run(World world, Scale scale);
}
