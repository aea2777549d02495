package dev.switchboard.operator.conversation;

import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.operator.spend.SpendView;
import dev.switchboard.transcript.session.SessionSettings;
import dev.switchboard.transcript.spend.AiCallStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.LocalDate;

/** Reads what a conversation's model calls have cost, on the present day and in all. */
@ApplicationScoped
class ConversationSpending {
    private final AiCallStore calls;
    private final SessionSettings settings;
    private final InstantSource clock;

    ConversationSpending(AiCallStore calls, SessionSettings settings, InstantSource clock) {
        this.calls = calls;
        this.settings = settings;
        this.clock = clock;
    }

    ConversationView.Spend of(ConversationId conversation) {
        var zone = settings.zone();
        var today = LocalDate.ofInstant(clock.instant(), zone).atStartOfDay(zone).toInstant();
        var spend = calls.ofConversation(conversation, today);
        return new ConversationView.Spend(
                SpendView.usd(spend.sinceMicros()), SpendView.usd(spend.totalMicros()));
    }
}
