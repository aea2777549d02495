package dev.switchboard.common.topic;

import static dev.switchboard.common.topic.Topic.KeyedBy.CONVERSATION;
import static dev.switchboard.common.topic.Topic.KeyedBy.NOTHING;
import static dev.switchboard.common.topic.Topic.KeyedBy.ORIGIN;
import static dev.switchboard.common.topic.Topic.KeyedBy.PROVIDER_MESSAGE;

import dev.switchboard.common.event.ConversationChanged;
import dev.switchboard.common.event.DeadLettered;
import dev.switchboard.common.event.Event;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.OwnershipChanged;
import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.event.WebhookLogged;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Topics of the product, in the order in which a message travels. Nothing else declares topics. */
public final class Topics {
    /**
     * Maximum size of a record: a webhook body may have 3 MB, to which JSON escapes and headers are
     * added.
     */
    public static final int MAX_RECORD_BYTES = 8 * 1024 * 1024;

    /**
     * Size per partition for a day of the log at 2,000 webhooks a second, 600 bytes each when
     * batched and compressed, in 24 partitions; the operator service has it in its database within
     * seconds. Kafka drops whole segments, so up to one more (1 GiB) may be kept.
     */
    private static final long LOG_PARTITION_BYTES = 4L << 30;

    public static final Topic<MessageReceived> INBOUND =
            new Topic<>("inbound", MessageReceived.class, CONVERSATION, Duration.ofDays(8));
    public static final Topic<TurnReady> TURNS =
            new Topic<>("turns", TurnReady.class, CONVERSATION, Duration.ofDays(8));
    public static final Topic<ReplyDecided> REPLIES =
            new Topic<>("replies", ReplyDecided.class, CONVERSATION, Duration.ofDays(8));
    public static final Topic<ProviderStatusReceived> PROVIDER_STATUSES =
            new Topic<>(
                    "provider-statuses",
                    ProviderStatusReceived.class,
                    PROVIDER_MESSAGE,
                    Duration.ofDays(8));

    /** Rare and read whole by each ai-worker and each outbound instance. */
    public static final Topic<OwnershipChanged> OWNERSHIP_CHANGES =
            new Topic<>(
                    "ownership-changes", OwnershipChanged.class, CONVERSATION, Duration.ofHours(1));

    public static final Topic<ConversationChanged> CONVERSATION_EVENTS =
            new Topic<>(
                    "conversation-events",
                    ConversationChanged.class,
                    CONVERSATION,
                    Duration.ofHours(1));
    public static final Topic<WebhookLogged> WEBHOOK_LOG =
            new Topic<>(
                    "webhook-log",
                    WebhookLogged.class,
                    NOTHING,
                    Duration.ofDays(30),
                    OptionalLong.of(LOG_PARTITION_BYTES));
    public static final Topic<DeadLettered> DEAD_LETTERS =
            new Topic<>("dead-letters", DeadLettered.class, ORIGIN, Duration.ofDays(30));

    private static final List<Topic<? extends Event>> ALL =
            List.of(
                    INBOUND,
                    TURNS,
                    REPLIES,
                    PROVIDER_STATUSES,
                    OWNERSHIP_CHANGES,
                    CONVERSATION_EVENTS,
                    WEBHOOK_LOG,
                    DEAD_LETTERS);

    private Topics() {}

    public static List<Topic<? extends Event>> all() {
        return ALL;
    }
}
