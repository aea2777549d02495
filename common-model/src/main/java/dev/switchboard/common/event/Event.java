package dev.switchboard.common.event;

import java.util.UUID;

/** Fact that travels through a topic; each event has an id of its own. */
public sealed interface Event
        permits MessageReceived,
                TurnReady,
                ReplyDecided,
                ProviderStatusReceived,
                OwnershipChanged,
                ConversationChanged,
                WebhookLogged,
                DeadLettered {

    /** Returns the event's id; the same fact has the same id, also when it is published again. */
    UUID eventId();
}
