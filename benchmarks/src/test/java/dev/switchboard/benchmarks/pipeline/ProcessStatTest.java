package dev.switchboard.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessStatTest {
    private static final String LINE =
            "4756 (postgres: io (w 1)) S 4755 4756 4755 0 -1 4194560 900 10 0 0"
                    + " 120 30 7 3 20 0 1 0 16000 230000000 5000 18446744073709551615";

    @Test
    void nameWithBlanksAndParenthesesShiftsNothing() {
        // When
        var stat = ProcessStat.parse(LINE);

        // Then
        assertThat(stat).isEqualTo(new ProcessStat(4755, 150, 10));
    }

    @Test
    void otherTextIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ProcessStat.parse("1 (init) S 0"));
    }

    @Test
    void programsTimeIsThatOfItsWholeTree() {
        // Given
        var table =
                new ProcessTable(
                        Map.of(
                                10L, new ProcessStat(1, 100, 50),
                                11L, new ProcessStat(10, 20, 0),
                                12L, new ProcessStat(11, 0, 30),
                                13L, new ProcessStat(1, 999, 0)));

        // Then
        assertThat(table.tree(10)).containsExactlyInAnyOrder(10L, 11L, 12L);
        assertThat(table.treeSeconds(10)).isEqualTo(2.0);
        assertThat(table.ownSeconds(10)).isEqualTo(1.0);
        assertThat(table.treeSeconds(99)).isZero();
    }
}
