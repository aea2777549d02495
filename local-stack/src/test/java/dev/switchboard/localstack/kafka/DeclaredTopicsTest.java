package dev.switchboard.localstack.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.topic.Replication;
import dev.switchboard.common.topic.Topics;
import org.junit.jupiter.api.Test;

class DeclaredTopicsTest {

    @Test
    void clusterUsesItsBrokersReplicationFactorAndTwoInSyncReplicas() {
        assertThat(Topics.all())
                .allSatisfy(topic -> {
                    // When
                    var created = DeclaredTopics.asNewTopic(topic, Replication.CLUSTER, 24);

                    // Then
                    assertThat(created.replicationFactor()).isEqualTo(Replication.BROKER_DEFAULT);
                    assertThat(created.numPartitions()).isEqualTo(24);
                    assertThat(created.configs())
                            .containsAllEntriesOf(topic.config())
                            .containsEntry("min.insync.replicas", "2");
                });
    }

    @Test
    void requestedReplicationIsUsed() {
        // When
        var created = DeclaredTopics.asNewTopic(Topics.INBOUND, new Replication((short) 3, 2), 24);

        // Then
        assertThat(created.replicationFactor()).isEqualTo((short) 3);
        assertThat(created.configs()).containsEntry("min.insync.replicas", "2");
    }

    @Test
    void singleBrokerHasOneReplica() {
        // When
        var created = DeclaredTopics.asNewTopic(Topics.INBOUND, Replication.SINGLE, 8);

        // Then
        assertThat(created.replicationFactor()).isEqualTo((short) 1);
        assertThat(created.configs()).containsEntry("min.insync.replicas", "1");
    }
}
