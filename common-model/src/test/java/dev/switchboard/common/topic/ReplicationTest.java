package dev.switchboard.common.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplicationTest {

    @Test
    void clusterIsTheDefault() {
        assertThat(of(Map.of())).isEqualTo(Replication.CLUSTER);
        assertThat(of(Map.of(Replication.FACTOR, "3"))).isEqualTo(new Replication((short) 3, 2));
        assertThat(of(Map.of(Replication.FACTOR, "1", Replication.MIN_INSYNC, "1")))
                .isEqualTo(Replication.SINGLE);
    }

    @Test
    void moreInSyncThanThereAreIsRefused() {
        assertThatThrownBy(() -> of(Map.of(Replication.FACTOR, "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TOPICS_MIN_INSYNC_REPLICAS=2");
    }

    @Test
    void topicWithLessIsReported() {
        // Given
        var configured = new Replication((short) 3, 2);

        // Then
        assertThat(configured.shortfall("inbound", 3, 2)).isEmpty();
        assertThat(configured.shortfall("inbound", 2, 2)).isPresent();
        assertThat(configured.shortfall("inbound", 3, 1)).isPresent();
        assertThat(Replication.CLUSTER.shortfall("inbound", 3, 2)).isEmpty();
        assertThat(Replication.CLUSTER.shortfall("inbound", 1, 2)).isPresent();
    }

    private static Replication of(Map<String, String> environment) {
        return Replication.of(name -> Optional.ofNullable(environment.get(name)));
    }
}
