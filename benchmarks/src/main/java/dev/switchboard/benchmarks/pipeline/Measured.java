package dev.switchboard.benchmarks.pipeline;

import java.util.Collection;

/**
 * A load and what it used.
 *
 * @param usage from before the first webhook until nothing moved any more
 * @param waiting maximum number of customers who waited at a time
 */
record Measured(AnsweredConversations answered, Usage usage, int waiting) {
    double processorMillis(Collection<String> programs) {
        return perConversation(usage.processorSeconds(programs) * 1_000);
    }

    double perConversation(double all) {
        return all / answered.count();
    }

    /** Share of all cores that was in use, by whatever belongs to the run, in percent. */
    double busyPercent() {
        var all = usage.processorSeconds(usage.processor().seconds().keySet());
        return 100 * all / (usage.seconds() * Runtime.getRuntime().availableProcessors());
    }
}
