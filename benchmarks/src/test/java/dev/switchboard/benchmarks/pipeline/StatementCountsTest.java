package dev.switchboard.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StatementCountsTest {
    private static final String LOG =
            """
            2026-12-01 00:44:41.100 GMT [77] LOG:  execute <unnamed>: BEGIN
            2026-12-01 00:44:41.101 GMT [77] LOG:  execute S_3: INSERT INTO message (id,
            \t                 body)
            \tVALUES ($1, $2)
            2026-12-01 00:44:41.101 GMT [77] DETAIL:  Parameters: $1 = '...'
            \tof which the second line is no statement
            2026-12-01 00:44:41.102 GMT [77] LOG:  execute S_3: INSERT INTO message (id,
            \t                 body)
            \tVALUES ($1, $2)
            2026-12-01 00:44:41.103 GMT [78] LOG:  statement: SELECT 1
            2026-12-01 00:44:41.104 GMT [77] LOG:  execute S_1: COMMIT
            2026-12-01 00:44:41.105 GMT [60] LOG:  checkpoint starting: time
            """;

    @Test
    void executionsAreCountedByTheirText() {
        // When
        var counts = StatementCounts.of(LOG);

        // Then
        assertThat(counts.byText())
                .isEqualTo(
                        Map.of("INSERT INTO message (id, body) VALUES ($1, $2)", 2, "SELECT 1", 1));
        assertThat(counts.statements()).isEqualTo(3);
    }

    @Test
    void beginAndCommitAreCountedApart() {
        assertThat(StatementCounts.of(LOG).transactionControl()).isEqualTo(2);
    }

    @Test
    void frequentTextsComeFirst() {
        assertThat(StatementCounts.of(LOG).atLeast(2))
                .containsExactly(Map.entry("INSERT INTO message (id, body) VALUES ($1, $2)", 2));
    }
}
