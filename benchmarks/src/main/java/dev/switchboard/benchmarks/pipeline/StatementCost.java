package dev.switchboard.benchmarks.pipeline;

import java.nio.file.Path;
import java.time.Duration;

/** Counts the statements of a conversation and of a status while the product is busy. */
final class StatementCost {
    private static final Duration IDLE = Duration.ofSeconds(6);
    private static final int MIN_CONVERSATIONS = 200;

    /** Statements of every second conversation are listed. */
    private static final int LISTED_SHARE = 2;

    private final Workbench bench;
    private final Path log;

    StatementCost(Workbench bench, Path log) {
        this.bench = bench;
        this.log = log;
    }

    void measure() throws InterruptedException {
        var figures = bench.figures();
        figures.group("Statements, by PostgreSQL's log of them");
        var database = bench.meters().database();
        if (database.isEmpty()) {
            figures.missing("statements", "the database is out of reach");
            return;
        }
        var statements = new StatementLog(database.get(), log);
        var idle = statements.during(() -> Thread.sleep(IDLE));
        var silent = counted(statements, idle, false);
        figures.add(
                "statements.conversation",
                "statements a conversation, without BEGIN, COMMIT and the like",
                silent.statements(),
                "",
                "at most 12");
        figures.add(
                "statements.transaction-control",
                "BEGIN, COMMIT and the like a conversation",
                silent.control(),
                "");
        silent.counts()
                .atLeast(silent.conversations() / LISTED_SHARE)
                .forEach(entry ->
                        figures.line(
                                "  %5.2f  %s"
                                        .formatted(
                                                (double) entry.getValue() / silent.conversations(),
                                                entry.getKey())));
        var told = counted(statements, idle, true);
        figures.add(
                "statements.status",
                "statements a status",
                (told.statements() - silent.statements()) / ConversationLoad.STATUSES,
                "");
    }

    private Counted counted(StatementLog statements, StatementCounts idle, boolean statuses)
            throws InterruptedException {
        var conversations = Math.max(MIN_CONVERSATIONS, bench.options().conversations() / 10);
        var begin = System.nanoTime();
        var counts =
                statements.during(
                        () -> bench.saturate(Workbench.ingressPort(), conversations, statuses));
        var idleShare = (System.nanoTime() - begin) / (double) IDLE.toNanos();
        return new Counted(
                counts,
                conversations,
                (counts.statements() - idleShare * idle.statements()) / conversations,
                (counts.transactionControl() - idleShare * idle.transactionControl())
                        / conversations);
    }

    /**
     * Counts of a load.
     *
     * @param statements by conversation, without those of the idle product
     * @param control BEGIN, COMMIT and the like, by conversation
     */
    private record Counted(
            StatementCounts counts, int conversations, double statements, double control) {}
}
