package dev.switchboard.common.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.event.Event;
import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void everyEventHasOneTopic() {
        assertThat(Topics.all().stream().map(Topic::eventType))
                .hasSize(Event.class.getPermittedSubclasses().length)
                .doesNotHaveDuplicates();
    }

    @Test
    void aTopicIsCreatedWithItsRetention() {
        assertThat(Topics.INBOUND.config()).containsEntry("retention.ms", "691200000");
        assertThat(Topics.OWNERSHIP_CHANGES.config()).containsEntry("retention.ms", "3600000");
        assertThat(Topics.CONVERSATION_EVENTS.config()).containsEntry("retention.ms", "3600000");
    }

    @Test
    void topicThatStrangersCanFillIsBoundedInBytes() {
        assertThat(Topics.WEBHOOK_LOG.config()).containsEntry("retention.bytes", "4294967296");
        assertThat(Topics.INBOUND.config()).doesNotContainKey("retention.bytes");
    }
}
