package dev.switchboard.transcript.part;

import dev.switchboard.model.identity.MessageId;
import dev.switchboard.model.identity.ReplyId;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.statement.PlainStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;
import org.hibernate.StatelessSession;

/** Keeps a reply's message in the transcript in step with its parts. */
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
     * @param parts asked only when nobody else works on this message, so that of two changes at
     *     once the later one sees both
     */
    void refresh(ReplyId reply, Supplier<List<Part>> parts) {
        PlainStatement.of("SELECT 1 FROM message WHERE id = ? FOR UPDATE", reply.value())
                .run(session);
        var progress = ReplyProgress.of(parts.get());
        messages.deliveryIs(
                MessageId.of(reply),
                progress.status().wireName(),
                progress.failure().map(PartFailure::code),
                progress.failure().map(PartFailure::text));
    }

    /** The message is known to the provider by its first part's id, which a customer may quote. */
    void firstPartIs(ReplyId reply, String providerMessageId) {
        session.createNativeMutationQuery(
                        "UPDATE message SET provider_message_id = :providerId WHERE id = :id")
                .setParameter("providerId", providerMessageId)
                .setParameter("id", reply.value())
                .executeUpdate();
    }
}
