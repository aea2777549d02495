package dev.switchboard.operator.conversation;

import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.transcript.debug.DebugStore;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Debug mode of a conversation, recorded with who switched it, and what it has kept. */
@ApplicationScoped
class ConversationDebug {
    private final ConversationReads reads;
    private final DebugStore store;

    ConversationDebug(ConversationReads reads, DebugStore store) {
        this.reads = reads;
        this.store = store;
    }

    /** Shows the debug mode of a known conversation and its newest entries. */
    DebugView of(ConversationId id) {
        var _ = reads.conversation(id);
        return DebugView.of(store.isEnabled(id), store.newest(id));
    }

    /** Switches the debug mode of a known conversation. */
    DebugView setEnabled(
            ConversationId id, boolean enabled, String actor, @Nullable String reason) {
        var _ = reads.conversation(id);
        store.set(id, enabled, actor, reason);
        return of(id);
    }
}
