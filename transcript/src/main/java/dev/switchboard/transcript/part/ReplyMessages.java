package dev.switchboard.transcript.part;

import dev.switchboard.model.identity.ReplyId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;
import org.hibernate.StatelessSession;

/** Keeps the status of a reply's message in the transcript in step with its parts. */
@ApplicationScoped
public class ReplyMessages {
    private static final String UPDATE =
            """
            UPDATE message
               SET status = :status, failure_code = CAST(:code AS text), failure_text = CAST(:text AS text),
                   provider_message_id = coalesce(provider_message_id, CAST(:providerId AS text))
             WHERE id = :id
            """;

    private final StatelessSession session;

    ReplyMessages(StatelessSession session) {
        this.session = session;
    }

    /**
     * Sets the message's status from its parts.
     *
     * @param parts asked only when nobody else works on this message, so that of two changes at
     *     once the later one sees both
     */
    void refresh(ReplyId reply, Supplier<List<Part>> parts) {
        session.createNativeQuery("SELECT 1 FROM message WHERE id = :id FOR UPDATE", Integer.class)
                .setParameter("id", reply.value())
                .getResultList();
        var progress = ReplyProgress.of(parts.get());
        session.createNativeMutationQuery(UPDATE)
                .setParameter("status", progress.status().wireName())
                .setParameter(
                        "code", progress.failure().map(PartFailure::code).orElse(null), String.class)
                .setParameter(
                        "text", progress.failure().map(PartFailure::text).orElse(null), String.class)
                .setParameter("providerId", progress.providerMessageId().orElse(null), String.class)
                .setParameter("id", reply.value())
                .executeUpdate();
    }
}
