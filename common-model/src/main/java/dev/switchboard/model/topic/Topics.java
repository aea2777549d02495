package dev.switchboard.model.topic;

import static dev.switchboard.model.topic.Topic.KeyedBy.CONVERSATION;
import static dev.switchboard.model.topic.Topic.KeyedBy.ORIGIN;
import static dev.switchboard.model.topic.Topic.KeyedBy.PROVIDER_MESSAGE;
import static dev.switchboard.model.topic.Topic.KeyedBy.WEBHOOK;

import dev.switchboard.model.event.ConversationChanged;
import dev.switchboard.model.event.DeadLettered;
import dev.switchboard.model.event.Event;
import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.event.ProviderStatusReceived;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.event.TurnReady;
import dev.switchboard.model.event.WebhookLogged;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * The topics of the product, in the order in which a message travels. Nothing else creates topics.
 */
public final class Topics {
    private static final int PARTITIONS = 24;

    /** A webhook body may have 3 MB; its JSON escapes and headers need room beside it. */
    public static final int LARGEST_RECORD_BYTES = 8 * 1024 * 1024;

    /**
     * A day of the log at 2,000 webhooks a second, 600 bytes each when gathered and compressed, by
     * partition; the operator service has it in its database within seconds. Kafka drops whole
     * segments, so up to one more (1 GiB) may lie there.
     */
    private static final long LOG_PARTITION_BYTES = 4L << 30;

    public static final Topic<MessageReceived> INBOUND =
            new Topic<>(
                    "inbound", MessageReceived.class, CONVERSATION, PARTITIONS, Duration.ofDays(8));
    public static final Topic<TurnReady> TURNS =
            new Topic<>("turns", TurnReady.class, CONVERSATION, PARTITIONS, Duration.ofDays(8));
    public static final Topic<ReplyDecided> REPLIES =
            new Topic<>(
                    "replies", ReplyDecided.class, CONVERSATION, PARTITIONS, Duration.ofDays(8));
    public static final Topic<ProviderStatusReceived> PROVIDER_STATUSES =
            new Topic<>(
                    "provider-statuses",
                    ProviderStatusReceived.class,
                    PROVIDER_MESSAGE,
                    PARTITIONS,
                    Duration.ofDays(8));
    public static final Topic<ConversationChanged> CONVERSATION_EVENTS =
            new Topic<>(
                    "conversation-events",
                    ConversationChanged.class,
                    CONVERSATION,
                    PARTITIONS,
                    Duration.ofHours(1));
    public static final Topic<WebhookLogged> WEBHOOK_LOG =
            new Topic<>(
                    "webhook-log",
                    WebhookLogged.class,
                    WEBHOOK,
                    PARTITIONS,
                    Duration.ofDays(30),
                    OptionalLong.of(LOG_PARTITION_BYTES));
    public static final Topic<DeadLettered> DEAD_LETTERS =
            new Topic<>(
                    "dead-letters", DeadLettered.class, ORIGIN, PARTITIONS, Duration.ofDays(30));

    private static final List<Topic<? extends Event>> ALL =
            List.of(
                    INBOUND,
                    TURNS,
                    REPLIES,
                    PROVIDER_STATUSES,
                    CONVERSATION_EVENTS,
                    WEBHOOK_LOG,
                    DEAD_LETTERS);

    private Topics() {}

    public static List<Topic<? extends Event>> all() {
        return ALL;
    }
}
