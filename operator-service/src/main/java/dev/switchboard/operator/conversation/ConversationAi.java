package dev.switchboard.operator.conversation;

import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.transcript.aicontrol.AiChange.Kind;
import dev.switchboard.transcript.aicontrol.AiChangeStore;
import dev.switchboard.transcript.aicontrol.AiSwitchStore;
import dev.switchboard.transcript.session.SessionStore;
import dev.switchboard.transcript.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Changes of operators to the AI in one conversation, recorded with their actor. */
@ApplicationScoped
class ConversationAi {
    private final ConversationReads reads;
    private final AiSwitchStore switches;
    private final SessionStore sessions;
    private final AiChangeStore changes;
    private final Database database;
    private final InstantSource clock;

    ConversationAi(
            ConversationReads reads,
            AiSwitchStore switches,
            SessionStore sessions,
            AiChangeStore changes,
            Database database,
            InstantSource clock) {
        this.reads = reads;
        this.switches = switches;
        this.sessions = sessions;
        this.changes = changes;
        this.database = database;
        this.clock = clock;
    }

    /** Switches the AI of a known conversation; returns the conversation. */
    ConversationView setEnabled(
            ConversationId id, boolean enabled, String actor, @Nullable String reason) {
        var _ = reads.conversation(id);
        switches.set(id, enabled, actor, reason);
        return reads.conversation(id);
    }

    /** Begins a session of a known conversation; returns the conversation. */
    ConversationView reset(ConversationId id, String actor, @Nullable String reason) {
        var _ = reads.conversation(id);
        database.runInTransaction(() -> {
            if (sessions.reset(id, clock.instant())) {
                sessions.forgetAll(id);
                changes.record(Kind.RESET, id, actor, reason);
            }
        });
        return reads.conversation(id);
    }
}
