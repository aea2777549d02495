package dev.switchboard.transcript.part;

import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;
import org.hibernate.StatelessSession;

/** Updates a reply's message in the transcript from its parts. */
@ApplicationScoped
public class ReplyMessages {
    private final StatelessSession session;
    private final MessageStore messages;

    ReplyMessages(StatelessSession session, MessageStore messages) {
        this.session = session;
        this.messages = messages;
    }

    /**
     * Sets the message's status from its parts.
     *
     * @param parts called once the message's row is locked, so that of two concurrent changes the
     *     later one sees both
     */
    void refresh(ReplyId reply, Supplier<List<Part>> parts) {
        SqlStatement.of("SELECT 1 FROM message WHERE id = ? FOR UPDATE", reply.value())
                .run(session);
        var progress = ReplyProgress.of(parts.get());
        messages.updateStatus(
                MessageId.of(reply),
                progress.status().wireName(),
                progress.failure().map(PartFailure::code),
                progress.failure().map(PartFailure::text));
    }

    /** Sets the message's provider id, which is its first part's; a customer may quote it. */
    void setProviderId(ReplyId reply, String providerMessageId) {
        session.createNativeMutationQuery(
                        "UPDATE message SET provider_message_id = :providerId WHERE id = :id")
                .setParameter("providerId", providerMessageId)
                .setParameter("id", reply.value())
                .executeUpdate();
    }
}
