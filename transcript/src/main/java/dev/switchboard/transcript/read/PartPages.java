package dev.switchboard.transcript.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.common.wire.Json;
import dev.switchboard.transcript.part.PartContent;
import dev.switchboard.transcript.part.PartFailure;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.read.PartSummary.Decision;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Reads parts by state, with their conversation and customer. */
@ApplicationScoped
public class PartPages {
    private static final String SUMMARY =
            """
            SELECT p.reply_id, p.number, p.total, p.text, CAST(p.media_urls AS text) AS media_urls, p.state,
                   p.failure_code, p.failure_text, p.provider_message_id, p.attempts, p.created_at, p.updated_at,
                   c.channel, c.business_id, c.business_phone, c.customer, c.customer_name, m.sender_type,
                   decided.decision, decided.decided_by, decided.at AS decided_at
            FROM message_part p
            JOIN conversation c ON c.id = p.conversation_id
            LEFT JOIN message m ON m.id = p.reply_id
            LEFT JOIN LATERAL (
                SELECT d.decision, d.decided_by, d.at FROM part_decision d
                WHERE d.reply_id = p.reply_id AND d.number = p.number
                ORDER BY d.id DESC LIMIT 1) decided ON true
            """;

    /** Query with the state in its text, so that the planner finds the indexes of single states. */
    private static final String PAGE =
            SUMMARY
                    + """
                    WHERE p.state = '%s'
                      AND (CAST(:at AS timestamptz) IS NULL OR p.updated_at < :at
                           OR (p.updated_at = :at AND (p.reply_id, p.number) > (CAST(:reply AS uuid), :number)))
                    ORDER BY p.updated_at DESC, p.reply_id, p.number
                    LIMIT :max
                    """;

    private static final String ONE = SUMMARY + "WHERE p.reply_id = :reply AND p.number = :number";

    private final Session session;

    PartPages(Session session) {
        this.session = session;
    }

    /**
     * Returns at most {@code max} parts in this state, the latest to reach it first.
     *
     * @param before only those that come after this place in the list
     */
    @Transactional
    @TimeLimited
    public List<PartSummary> page(PartState state, @Nullable Cursor before, int max) {
        return session.createNativeQuery(PAGE.formatted(state.name()), Tuple.class)
                .setParameter("at", before == null ? null : before.at(), Instant.class)
                .setParameter("reply", before == null ? null : before.id(), UUID.class)
                .setParameter("number", before == null ? 0 : before.number())
                .setParameter("max", max)
                .getResultStream()
                .map(PartPages::summary)
                .toList();
    }

    @Transactional
    @TimeLimited
    public Optional<PartSummary> find(PartId part) {
        return session.createNativeQuery(ONE, Tuple.class)
                .setParameter("reply", part.reply().value())
                .setParameter("number", part.number())
                .getResultStream()
                .map(PartPages::summary)
                .findFirst();
    }

    private static PartSummary summary(Tuple row) {
        return new PartSummary(
                new PartId(new ReplyId(row.get("reply_id", UUID.class)), number(row, "number")),
                number(row, "total"),
                conversation(row),
                text(row, "customer_name"),
                text(row, "sender_type"),
                new PartContent(
                        row.get("text", String.class), media(row.get("media_urls", String.class))),
                PartState.valueOf(row.get("state", String.class)),
                text(row, "failure_code")
                        .map(code -> new PartFailure(code, text(row, "failure_text").orElse(""))),
                text(row, "provider_message_id"),
                number(row, "attempts"),
                row.get("created_at", Instant.class),
                row.get("updated_at", Instant.class),
                text(row, "decision").map(decision -> decision(decision, row)));
    }

    private static ConversationKey conversation(Tuple row) {
        return new ConversationKey(
                Channel.of(row.get("channel", String.class)),
                new BusinessNumber(
                        row.get("business_id", String.class),
                        row.get("business_phone", String.class)),
                new CustomerAddress(row.get("customer", String.class)));
    }

    private static Decision decision(String decision, Tuple row) {
        return new Decision(
                decision,
                row.get("decided_by", String.class),
                row.get("decided_at", Instant.class));
    }

    private static List<String> media(@Nullable String json) {
        try {
            return json == null
                    ? List.of()
                    : List.of(Json.mapper().readValue(json, String[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("media_urls of a part", e);
        }
    }

    private static int number(Tuple row, String column) {
        return row.get(column, Number.class).intValue();
    }

    private static Optional<String> text(Tuple row, String column) {
        return Optional.ofNullable(row.get(column, String.class));
    }
}
