package dev.switchboard.benchmarks.pipeline;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Use of resources between two moments.
 *
 * @param seconds the time between them
 * @param transactionSeconds the time between them for the transactions
 * @param records growth of the topics' end offsets
 */
record Usage(
        double seconds,
        ProcessorTimes processor,
        double transactionSeconds,
        double committed,
        double rolledBack,
        Map<String, Double> records) {

    Usage {
        records = Map.copyOf(records);
    }

    double processorSeconds(Collection<String> programs) {
        return processor.of(programs);
    }

    double allRecords() {
        return records.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** This use without what the idle product uses in the same time; never below zero. */
    Usage without(Usage idle) {
        var share = share(seconds, idle.seconds);
        var transactionShare = share(transactionSeconds, idle.transactionSeconds);
        var busyRecords = new TreeMap<String, Double>();
        records.forEach((topic, count) ->
                busyRecords.put(topic, less(count, share * idle.records.getOrDefault(topic, 0.0))));
        var busyProcessor = new TreeMap<String, Double>();
        processor
                .seconds()
                .forEach((program, used) ->
                        busyProcessor.put(
                                program,
                                less(
                                        used,
                                        share
                                                * idle.processor
                                                        .seconds()
                                                        .getOrDefault(program, 0.0))));
        return new Usage(
                seconds,
                new ProcessorTimes(busyProcessor),
                transactionSeconds,
                less(committed, transactionShare * idle.committed),
                less(rolledBack, transactionShare * idle.rolledBack),
                busyRecords);
    }

    private static double share(double time, double idleTime) {
        return idleTime == 0 ? 0 : time / idleTime;
    }

    private static double less(double all, double part) {
        return Math.max(0, all - part);
    }
}
