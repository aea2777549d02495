package dev.switchboard.common.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionCountTest {

    @Test
    void numberIsReadFromTheEnvironmentIfItIsThere() {
        assertThat(of(Map.of()).requested()).isEmpty();
        assertThat(of(Map.of(PartitionCount.SETTING, " ")).requested()).isEmpty();
        assertThat(of(Map.of(PartitionCount.SETTING, " 96 ")).requested()).hasValue(96);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "many", "24.0", "99999999999"})
    void valueThatIsNoNumberOfPartitionsIsRefused(String value) {
        assertThatThrownBy(() -> of(Map.of(PartitionCount.SETTING, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("TOPICS_PARTITIONS is invalid: it must be a number from 1 to 1000");
    }

    @Test
    void newTopicsGetTheNumberOfThoseThatExistOrElseTheRequestedOrElseTheInitialOne() {
        assertThat(of(Map.of()).beside(Map.of("inbound", 24, "turns", 24))).isEqualTo(24);
        assertThat(of(Map.of(PartitionCount.SETTING, "96")).beside(Map.of())).isEqualTo(96);
        assertThat(of(Map.of()).beside(Map.of())).isEqualTo(8);
    }

    @Test
    void topicsOfDifferentNumbersAreNamed() {
        assertThatThrownBy(
                        () -> of(Map.of()).beside(Map.of("turns", 24, "inbound", 24, "replies", 8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "TOPICS_PARTITIONS is invalid: all topics must have the same number of"
                                + " partitions, but have 8 (replies) and 24 (inbound, turns); see"
                                + " docs/sizing.md");
    }

    @Test
    void topicsOfAnotherNumberThanRequestedAreNamed() {
        var requested = of(Map.of(PartitionCount.SETTING, "96"));
        assertThatThrownBy(() -> requested.beside(Map.of("turns", 24)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "TOPICS_PARTITIONS is invalid: all topics must have the same number of"
                                + " partitions, but have 24 (turns), and it is 96;"
                                + " see docs/sizing.md");
    }

    private static PartitionCount of(Map<String, String> environment) {
        return PartitionCount.of(
                name -> Optional.ofNullable(environment.get(name)), PartitionCount.SINGLE_MACHINE);
    }
}
