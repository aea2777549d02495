package dev.switchboard.benchmarks.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Adds what a load has cost to the figures, under a prefix of their names. */
final class CostFigures {
    private static final List<String> APART =
            List.of(Programs.SIMULATOR, Programs.LOAD, Programs.SUPERVISOR);

    private final Figures figures;
    private final String prefix;
    private final Measured measured;

    CostFigures(Figures figures, String prefix, Measured measured) {
        this.figures = figures;
        this.prefix = prefix;
        this.measured = measured;
    }

    void addThroughput(String aim) {
        figures.add(
                prefix + ".conversations-per-second",
                "conversations a second at saturation",
                measured.answered().perSecond(),
                "/s",
                aim);
        figures.add(
                prefix + ".busy-percent",
                "share of all cores in use, with simulator and load",
                measured.busyPercent(),
                " %");
    }

    /** Processor time by program; what does not belong to the product is shown apart. */
    void addProcessorTime(List<String> programs, String aim) {
        var processor = measured.usage().processor();
        if (!processor.covers(programs)) {
            var missing = new ArrayList<>(programs);
            missing.removeAll(processor.seconds().keySet());
            figures.missing(
                    "CPU a conversation",
                    "no process, or restarted meanwhile: " + String.join(", ", missing));
            return;
        }
        figures.add(
                prefix + ".cpu-ms",
                "CPU a conversation",
                measured.processorMillis(programs),
                " ms",
                aim);
        programs.forEach(program -> addProcessorTime(program, "of it "));
        APART.stream()
                .filter(processor.seconds()::containsKey)
                .forEach(program -> addProcessorTime(program, "not counted: "));
    }

    private void addProcessorTime(String program, String text) {
        figures.add(
                prefix + ".cpu-ms." + program,
                "  " + text + program,
                measured.processorMillis(List.of(program)),
                " ms");
    }

    /** Webhooks that were posted once as many customers waited as ever. */
    void addAcknowledgements(String aim) {
        var times = measured.answered().acknowledgements(measured.waiting());
        figures.add(
                prefix + ".acknowledged-p50-ms",
                "webhook acknowledged, p50",
                times.millis(50),
                " ms");
        figures.add(
                prefix + ".acknowledged-p99-ms",
                "webhook acknowledged, p99",
                times.millis(99),
                " ms",
                aim);
    }

    void addWaits(String aimOfMedian) {
        var times = measured.answered().waits();
        figures.add(
                prefix + ".wait-p50-ms",
                "webhook to send with the quiet period, p50",
                times.millis(50),
                " ms",
                aimOfMedian);
        figures.add(
                prefix + ".wait-p99-ms",
                "webhook to send with the quiet period, p99",
                times.millis(99),
                " ms");
    }

    /** Transactions, records and calls, without those of the idle product in the same time. */
    void addSteps(Usage idle, boolean database) {
        var busy = measured.usage().without(idle);
        if (database) {
            figures.add(
                    prefix + ".transactions",
                    "committed transactions a conversation",
                    measured.perConversation(busy.committed()),
                    "",
                    "at most 6");
            figures.add(
                    prefix + ".rollbacks",
                    "transactions rolled back a conversation",
                    measured.perConversation(busy.rolledBack()),
                    "");
        }
        if (!busy.records().isEmpty()) {
            figures.add(
                    prefix + ".records",
                    "Kafka records and transaction markers a conversation",
                    measured.perConversation(busy.allRecords()),
                    "");
            busy.records().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(topic ->
                            figures.add(
                                    prefix + ".records." + topic.getKey(),
                                    "  of them " + topic.getKey(),
                                    measured.perConversation(topic.getValue()),
                                    ""));
        }
        figures.add(
                prefix + ".model-calls",
                "model calls a conversation",
                measured.perConversation((double) measured.answered().modelCalls()),
                "");
        figures.add(
                prefix + ".sends",
                "provider's send requests a conversation",
                measured.perConversation((double) measured.answered().sends()),
                "");
    }
}
