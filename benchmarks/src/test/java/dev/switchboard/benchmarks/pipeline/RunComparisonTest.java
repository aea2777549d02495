package dev.switchboard.benchmarks.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunComparisonTest {

    @Test
    void printedFiguresCanBeReadAgain() {
        // Given
        var output = new ByteArrayOutputStream();
        var figures = new Figures(new PrintStream(output, true, UTF_8));
        figures.group("Warm");
        figures.add("warm.cpu-ms", "CPU a conversation", 12.3456, " ms", "at most 12 ms");
        figures.add("broken", "without a divisor", Double.NaN, "");
        figures.ratio("growth.10x", "cost of 10 × the customers", 10.25, "at most 10.5");

        // When
        figures.print();

        // Then
        var text = output.toString(UTF_8);
        assertThat(RunComparison.figures(text.lines().toList()))
                .isEqualTo(Map.of("warm.cpu-ms", 12.3456, "growth.10x", 10.25));
        assertThat(text).contains("12.3 ms   aim: at most 12 ms", "not measured");
        assertThat(text.lastIndexOf("\nRatios")).isLessThan(text.lastIndexOf("\nWarm"));
    }

    @Test
    void figuresOfBothRunsAreDivided() {
        // When
        var lines =
                new RunComparison(
                                Map.of("a", 2.0, "gone", 1.0, "zero", 0.0),
                                Map.of("a", 5.0, "new", 1.0, "zero", 3.0))
                        .lines();

        // Then
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst().strip().split(" +"))
                .containsExactly("a", "2.00", "5.00", "×2.50");
        assertThat(lines.getLast()).endsWith("-");
    }

    @Test
    void otherLinesAreIgnored() {
        assertThat(
                        RunComparison.figures(
                                List.of("pipeline.x=1.5", "  x   1.50 ms", "pipeline.y=?", "")))
                .isEqualTo(Map.of("x", 1.5));
    }
}
