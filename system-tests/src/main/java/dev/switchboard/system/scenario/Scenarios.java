package dev.switchboard.system.scenario;

import java.util.List;

/** Every scenario there is, in the order in which they run. */
public final class Scenarios {
    private Scenarios() {}

    public static List<Scenario> all() {
        return List.of(
                new Duplicates(),
                new ReplayedInput(),
                new StatusOrders(),
                new HostileRequests(),
                new Storms(),
                new Takeovers(),
                new AcceptedThenKilled(),
                new Rebalance(),
                new InfrastructureOutage(),
                new Outage(),
                new Kills());
    }
}
