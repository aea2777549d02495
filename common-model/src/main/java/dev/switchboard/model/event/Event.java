package dev.switchboard.model.event;

import java.util.UUID;

/** Something that happened, as it travels through a topic; each event has an id of its own. */
public sealed interface Event
        permits MessageReceived,
                TurnReady,
                ReplyDecided,
                ProviderStatusReceived,
                ConversationChanged,
                WebhookLogged,
                DeadLettered {

    /** The same fact has the same id, also when it is published again. */
    UUID eventId();
}
