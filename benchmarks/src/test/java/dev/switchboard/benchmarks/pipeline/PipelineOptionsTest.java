package dev.switchboard.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineOptionsTest {

    @Test
    void withoutOptionsThisCheckoutIsMeasuredInFull() {
        // When
        var options = PipelineOptions.parse(List.of());

        // Then
        assertThat(options.product()).isEqualTo(Path.of("").toAbsolutePath());
        assertThat(options.conversations()).isEqualTo(3_000);
        assertThat(options.warmUp()).isEqualTo(3_000);
        assertThat(options.scale()).containsExactly(1, 10, 50);
        assertThat(options.idleAfter()).isEqualTo(Duration.ofMinutes(5));
        assertThat(options.statuses()).isFalse();
        assertThat(options.compareWith()).isEmpty();
        assertThat(options.customers(50)).isEqualTo(15_000);
    }

    @Test
    void everyOptionIsRead() {
        // When
        var options =
                PipelineOptions.parse(
                        List.of(
                                "--product",
                                "/old",
                                "--conversations",
                                "600",
                                "--warm-up",
                                "60",
                                "--scale",
                                "2,4",
                                "--idle-after",
                                "20",
                                "--statuses",
                                "--compare",
                                "before.txt"));

        // Then
        assertThat(options)
                .isEqualTo(
                        new PipelineOptions(
                                Path.of("/old"),
                                600,
                                60,
                                List.of(2, 4),
                                Duration.ofSeconds(20),
                                true,
                                Optional.of(Path.of("before.txt"))));
        assertThat(options.customers(2)).isEqualTo(120);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --fast                | does not know --fast
                    --conversations many  | --conversations takes whole numbers from 100
                    --conversations 10    | not 10
                    --scale 1,,3          | --scale takes whole numbers from 1
                    --warm-up             | --warm-up needs a value
                    """)
    void wrongOptionIsNamed(String arguments, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PipelineOptions.parse(List.of(arguments.split(" ", -1))))
                .withMessageContaining(message);
    }
}
