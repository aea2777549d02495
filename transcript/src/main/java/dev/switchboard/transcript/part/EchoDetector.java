package dev.switchboard.transcript.part;

import static dev.switchboard.transcript.sql.Columns.constant;
import static dev.switchboard.transcript.sql.Columns.optionalInstant;

import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.RoundTrip;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Distinguishes echoes of our own sends from messages that an operator typed on the paired phone.
 */
@ApplicationScoped
public class EchoDetector {
    /** Time around a send within which a message with the same text is taken for its echo. */
    private static final Duration ECHO_WINDOW = Duration.ofMinutes(1);

    /**
     * Time around a send within which a customer's message may repeat it; longer, since only the
     * text tells and the way back is longer than that of Meta's echoes.
     */
    private static final Duration REPEAT_WINDOW = Duration.ofMinutes(2);

    private static final Set<PartState> OUTCOME_UNKNOWN =
            Set.of(PartState.SENDING, PartState.UNKNOWN);

    /** Sends of our newest messages; few are in flight at once. */
    private static final String LATEST =
            """
            SELECT p.text, p.state, p.sending_since
            FROM (SELECT id FROM message WHERE conversation_id = ? AND direction = 'outbound'
                  ORDER BY position DESC LIMIT 10) m
            JOIN message_part p ON p.reply_id = m.id
            WHERE p.state NOT IN ('PENDING', 'SUPPRESSED')
            """;

    /** Sent parts of our newest message of which any part was sent. */
    private static final String LAST_SENT =
            """
            SELECT p.text, p.state, p.sending_since FROM message_part p
            WHERE p.state NOT IN ('PENDING', 'SUPPRESSED', 'FAILED')
              AND p.reply_id = (
                  SELECT m.id FROM message m
                  WHERE m.conversation_id = ? AND m.direction = 'outbound'
                    AND EXISTS (SELECT 1 FROM message_part s WHERE s.reply_id = m.id
                                AND s.state NOT IN ('PENDING', 'SUPPRESSED', 'FAILED'))
                  ORDER BY m.position DESC LIMIT 1)
            """;

    private final Database database;
    private final PartStore parts;

    EchoDetector(Database database, PartStore parts) {
        this.database = database;
        this.parts = parts;
    }

    /** Result of the check of a message. */
    public enum EchoResult {
        ECHO,
        /** A send is in flight whose id is not known yet: check again when it has ended. */
        UNDECIDED,
        NOT_ECHO
    }

    /**
     * Checks whether a message is an echo: it has the id of a part, or the text of a part that was
     * just sent or whose outcome is unknown.
     *
     * @param at time of writing by the provider
     */
    public EchoResult detect(
            ConversationId conversation, String providerMessageId, String text, Instant at) {
        if (!parts.known(List.of(providerMessageId)).isEmpty()) {
            return EchoResult.ECHO;
        }
        var latest = SqlStatement.of(LATEST, conversation.value()).rows(database, Sent::of);
        if (latest.stream().anyMatch(sent -> sent.mayBeEchoedBy(text, at))) {
            return EchoResult.ECHO;
        }
        return latest.stream().anyMatch(sent -> sent.state() == PartState.SENDING)
                ? EchoResult.UNDECIDED
                : EchoResult.NOT_ECHO;
    }

    /** Adds the read of the last message that we sent into the conversation to the round trip. */
    public static Supplier<LastSend> lastSend(RoundTrip trip, ConversationId conversation) {
        var parts = trip.add(SqlStatement.of(LAST_SENT, conversation.value()), Sent::of);
        return () -> new LastSend(parts.get());
    }

    /** Sent parts of a reply. */
    public static final class LastSend {
        private final List<Sent> parts;

        private LastSend(List<Sent> parts) {
            this.parts = parts;
        }

        /**
         * Returns whether the text is that of a part, and was written within two minutes of its
         * send.
         *
         * @param at time of writing by the provider
         */
        public boolean isRepeatedBy(String text, Instant at) {
            return parts.stream()
                    .anyMatch(sent -> sent.hasText(text) && sent.isWithin(REPEAT_WINDOW, at));
        }
    }

    private record Sent(String text, PartState state, Optional<Instant> since) {
        static Sent of(ResultSet row) throws SQLException {
            return new Sent(
                    row.getString("text"),
                    constant(PartState.class, row, "state"),
                    optionalInstant(row, "sending_since"));
        }

        boolean mayBeEchoedBy(String echo, Instant at) {
            return hasText(echo) && (OUTCOME_UNKNOWN.contains(state) || isWithin(ECHO_WINDOW, at));
        }

        boolean hasText(String echo) {
            return !echo.isBlank() && text.strip().equals(echo.strip());
        }

        boolean isWithin(Duration time, Instant at) {
            return since.filter(begun -> Duration.between(begun, at).abs().compareTo(time) <= 0)
                    .isPresent();
        }
    }
}
