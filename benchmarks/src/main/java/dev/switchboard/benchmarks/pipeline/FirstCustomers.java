package dev.switchboard.benchmarks.pipeline;

import dev.switchboard.benchmarks.pipeline.DatabaseConnection.Transactions;
import java.util.Map;

/** Measures a hundred customers who all write at the moment at which the product is ready. */
final class FirstCustomers {
    private static final int CUSTOMERS = 100;

    private final ChildProduct product;
    private final ConversationLoad load;
    private final boolean statuses;

    FirstCustomers(ChildProduct product, ConversationLoad load, boolean statuses) {
        this.product = product;
        this.load = load;
        this.statuses = statuses;
    }

    /**
     * @param memory right before the customers wrote
     * @param disturbed whether another JVM of the product's worked beside it
     */
    record Result(Measured measured, Map<String, MemoryUse> memory, boolean disturbed) {}

    Result measure() throws InterruptedException {
        var programs = product.programs();
        var memory = programs.memory();
        var before = snapshot(programs);
        var answered = load.closedLoop(Workbench.ingressPort(), CUSTOMERS, CUSTOMERS, statuses);
        var usage = snapshot(programs).since(before);
        return new Result(
                new Measured(answered, usage, 0), memory, !programs.backgroundJvms().isEmpty());
    }

    /** Processor time alone, because a first connection to the others takes time that counts. */
    private static Snapshot snapshot(Programs programs) {
        var now = System.nanoTime();
        return new Snapshot(now, programs.processorTimes(), now, Transactions.NONE, Map.of());
    }
}
