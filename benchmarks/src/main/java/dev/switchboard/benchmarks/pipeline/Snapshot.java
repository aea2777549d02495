package dev.switchboard.benchmarks.pipeline;

import dev.switchboard.benchmarks.pipeline.DatabaseConnection.Transactions;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counters of the product at a moment.
 *
 * @param at when all but the transactions were read, by {@link System#nanoTime()}
 * @param transactionsAt when the transactions were read
 * @param topicEnds end offsets by topic
 */
record Snapshot(
        long at,
        ProcessorTimes processor,
        long transactionsAt,
        Transactions transactions,
        Map<String, Long> topicEnds) {

    Snapshot {
        topicEnds = Map.copyOf(topicEnds);
    }

    Usage since(Snapshot before) {
        var records = new TreeMap<String, Double>();
        topicEnds.forEach((topic, end) -> {
            var more = end - before.topicEnds.getOrDefault(topic, 0L);
            if (more > 0) {
                records.put(topic, (double) more);
            }
        });
        return new Usage(
                (at - before.at) / 1e9,
                processor.since(before.processor),
                (transactionsAt - before.transactionsAt) / 1e9,
                transactions.committed() - before.transactions.committed(),
                transactions.rolledBack() - before.transactions.rolledBack(),
                records);
    }
}
