package dev.switchboard.aiworker.spend;

import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.ModelCallId;
import java.time.Instant;

/** A model call that is about to be made. */
public record PendingCall(ModelCallId id, ConversationKey conversation, Instant startedAt) {}
