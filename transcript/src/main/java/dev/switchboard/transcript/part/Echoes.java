package dev.switchboard.transcript.part;

import dev.switchboard.model.identity.ConversationId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * Tells a message that we have sent and that comes back to us from one that a person wrote for the
 * business without us.
 */
@ApplicationScoped
public class Echoes {
    /** Within this of its send a message with the same words is taken for the send's echo. */
    private static final Duration SOON = Duration.ofMinutes(1);

    /** The same where nothing but the words tells; the way back is longer than Meta's echoes'. */
    private static final Duration ON_THE_WAY_BACK = Duration.ofMinutes(2);

    private static final Set<PartState> IN_DOUBT = Set.of(PartState.SENDING, PartState.UNKNOWN);

    /** Every send of the newest messages of ours; there are few under way at once. */
    private static final String LATEST =
            """
            SELECT p.text, p.state, p.sending_since
            FROM (SELECT id FROM message WHERE conversation_id = :conversation AND direction = 'outbound'
                  ORDER BY position DESC LIMIT 10) m
            JOIN message_part p ON p.reply_id = m.id
            WHERE p.state NOT IN ('PENDING', 'SUPPRESSED')
            """;

    /** What left of the newest message of ours of which anything did. */
    private static final String LAST_SENT =
            """
            SELECT p.text, p.state, p.sending_since FROM message_part p
            WHERE p.state NOT IN ('PENDING', 'SUPPRESSED', 'FAILED')
              AND p.reply_id = (
                  SELECT m.id FROM message m
                  WHERE m.conversation_id = :conversation AND m.direction = 'outbound'
                    AND EXISTS (SELECT 1 FROM message_part s WHERE s.reply_id = m.id
                                AND s.state NOT IN ('PENDING', 'SUPPRESSED', 'FAILED'))
                  ORDER BY m.position DESC LIMIT 1)
            """;

    private final StatelessSession session;
    private final PartStore parts;

    Echoes(StatelessSession session, PartStore parts) {
        this.session = session;
        this.parts = parts;
    }

    /** Whose message it is. */
    public enum Whose {
        OURS,
        /** A send is under way whose id is not known yet: ask again when it has ended. */
        NOT_KNOWN_YET,
        SOMEBODY_ELSES
    }

    /**
     * Ours is what has the id of a part, or the words of one that was just sent or of which nobody
     * knows whether it was.
     *
     * @param at when it was written, as the provider says
     */
    @Transactional
    public Whose whose(
            ConversationId conversation, String providerMessageId, String text, Instant at) {
        if (!parts.known(List.of(providerMessageId)).isEmpty()) {
            return Whose.OURS;
        }
        var latest = sent(LATEST, conversation);
        if (latest.stream().anyMatch(sent -> sent.mayBe(text, at))) {
            return Whose.OURS;
        }
        return latest.stream().anyMatch(sent -> sent.state() == PartState.SENDING)
                ? Whose.NOT_KNOWN_YET
                : Whose.SOMEBODY_ELSES;
    }

    /** The last message that we sent into the conversation. */
    @Transactional
    public LastSend lastSend(ConversationId conversation) {
        return new LastSend(sent(LAST_SENT, conversation));
    }

    private List<Sent> sent(String query, ConversationId conversation) {
        return session.createNativeQuery(query, Tuple.class)
                .setParameter("conversation", conversation.value())
                .getResultStream()
                .map(Sent::of)
                .toList();
    }

    /** The parts of a message of ours that have left. */
    public static final class LastSend {
        private final List<Sent> parts;

        private LastSend(List<Sent> parts) {
            this.parts = parts;
        }

        /**
         * Whether the text is that of a part, and was written within two minutes of its send.
         *
         * @param at when it was written, as the provider says
         */
        public boolean isRepeatedBy(String text, Instant at) {
            return parts.stream()
                    .anyMatch(sent -> sent.says(text) && sent.isWithin(ON_THE_WAY_BACK, at));
        }
    }

    private record Sent(String text, PartState state, @Nullable Instant since) {
        static Sent of(Tuple row) {
            return new Sent(
                    row.get("text", String.class),
                    PartState.valueOf(row.get("state", String.class)),
                    row.get("sending_since", Instant.class));
        }

        boolean mayBe(String echo, Instant at) {
            return says(echo) && (IN_DOUBT.contains(state) || isWithin(SOON, at));
        }

        boolean says(String echo) {
            return !echo.isBlank() && text.strip().equals(echo.strip());
        }

        boolean isWithin(Duration time, Instant at) {
            return since != null && Duration.between(since, at).abs().compareTo(time) <= 0;
        }
    }
}
