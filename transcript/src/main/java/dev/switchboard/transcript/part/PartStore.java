package dev.switchboard.transcript.part;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.identity.PartId;
import dev.switchboard.model.identity.ReplyId;
import dev.switchboard.model.wire.Json;
import dev.switchboard.transcript.statement.PlainStatement;
import dev.switchboard.transcript.statement.StorableText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;
import org.hibernate.query.MutationQuery;
import org.jspecify.annotations.Nullable;

/**
 * The parts of replies, as their sender moves them on. Every change may be repeated; none takes a
 * part back from what a provider has said. A call joins the caller's transaction or has its own.
 */
@ApplicationScoped
public class PartStore {
    private static final String INSERT =
            """
            INSERT INTO message_part (reply_id, number, total, conversation_id, channel, text, media_urls,
                                      state, created_at, updated_at)
            VALUES (:reply, :number, :total, :conversation, :channel, :text, CAST(:media AS jsonb),
                    'PENDING', :now, :now)
            ON CONFLICT (reply_id, number) DO NOTHING
            """;

    /**
     * Whether it is news that the provider has the part. A failure without an id of the provider's
     * was our own judgement, or that of another attempt than the one that was taken after all.
     */
    private static final String IS_NEWS =
            "(%s < :rank OR (state = 'FAILED' AND provider_message_id IS NULL))"
                    .formatted(PartState.RANK_OF_COLUMN);

    private static final String SAME_WORDS =
            """
            conversation_id = ? AND text = ? AND sending_since > ?
               AND provider_message_id IS NULL AND NOT (reply_id = ? AND number = ?)
            """;

    /** Those in doubt by their index, those under way by theirs, of which there are ever few. */
    private static final String RIVALS =
            """
            SELECT 1 FROM message_part
             WHERE (state = 'UNKNOWN' OR (state = 'FAILED' AND failure_code = '%s')) AND %s
            UNION ALL
            SELECT 1 FROM message_part WHERE state = 'SENDING' AND %s
             LIMIT 1
            """
                    .formatted(PartDecisions.DROPPED, SAME_WORDS, SAME_WORDS);

    private final StatelessSession session;
    private final ReplyMessages replies;
    private final ParkedStatusStore parked;

    PartStore(StatelessSession session, ReplyMessages replies, ParkedStatusStore parked) {
        this.session = session;
        this.replies = replies;
        this.parked = parked;
    }

    /**
     * Creates the reply's parts, unless it has some: then those stay as they are, however the text
     * would be split today.
     *
     * @return the reply's parts in order
     */
    @Transactional
    public List<Part> plan(ReplyDecided reply, List<PartContent> contents, Instant now) {
        var known = of(reply.id());
        if (!known.isEmpty()) {
            return known;
        }
        for (var number = 1; number <= contents.size(); number++) {
            insert(reply, number, contents, now);
        }
        return of(reply.id());
    }

    private void insert(ReplyDecided reply, int number, List<PartContent> contents, Instant now) {
        var content = contents.get(number - 1);
        session.createNativeMutationQuery(INSERT)
                .setParameter("reply", reply.id().value())
                .setParameter("number", number)
                .setParameter("total", contents.size())
                .setParameter("conversation", reply.conversation().id().value())
                .setParameter("channel", reply.conversation().channel().wireName())
                .setParameter("text", StorableText.of(content.text()))
                .setParameter("media", json(content.mediaUrls()), String.class)
                .setParameter("now", now)
                .executeUpdate();
    }

    private static @Nullable String json(List<String> mediaUrls) {
        try {
            return mediaUrls.isEmpty() ? null : Json.mapper().writeValueAsString(mediaUrls);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write media urls", e);
        }
    }

    /** The reply's parts in order; empty when it has not been planned. */
    @Transactional
    public List<Part> of(ReplyId reply) {
        return session
                .createSelectionQuery(
                        "from PartEntity where key.replyId = :reply order by key.number",
                        PartEntity.class)
                .setParameter("reply", reply.value())
                .getResultList()
                .stream()
                .map(PartEntity::toPart)
                .toList();
    }

    @Transactional
    public Optional<Part> find(PartId part) {
        return Optional.ofNullable(session.get(PartEntity.class, PartKey.of(part)))
                .map(PartEntity::toPart);
    }

    /** Those of the ids that belong to parts already. */
    @Transactional
    public Set<String> known(List<String> providerMessageIds) {
        return Set.copyOf(
                session.createSelectionQuery(
                                "select providerMessageId from PartEntity where providerMessageId"
                                        + " in :ids",
                                String.class)
                        .setParameter("ids", providerMessageIds)
                        .getResultList());
    }

    /**
     * Whether another part to the same customer with the same text was sent within this time, or is
     * being sent, and nobody knows whether it was taken: a message of this text may be either.
     */
    @Transactional
    public boolean hasRivals(Part part, Duration within) {
        var since = part.sendingSince().orElse(part.createdAt()).minus(within);
        var sameWords =
                List.of(
                        part.conversation().value(),
                        part.content().text(),
                        since,
                        part.id().reply().value(),
                        part.id().number());
        return PlainStatement.of(
                        RIVALS, Stream.of(sameWords, sameWords).flatMap(List::stream).toArray())
                .firstNumber(session)
                .isPresent();
    }

    /**
     * Notes that a send is about to begin.
     *
     * @return the attempt, if the part still waits to be sent and the customer has not opted out;
     *     otherwise nothing has changed
     */
    @Transactional
    public Optional<BegunSend> beginSending(PartId part, Instant now) {
        var sql =
                """
                UPDATE message_part
                   SET state = 'SENDING', attempts = attempts + 1, sending_since = ?, updated_at = ?
                 WHERE reply_id = ? AND number = ? AND state = 'PENDING'
                   AND NOT EXISTS (SELECT 1 FROM conversation
                                    WHERE id = message_part.conversation_id AND opted_out_at IS NOT NULL)
                RETURNING attempts, clock_timestamp()
                """;
        return PlainStatement.of(sql, now, now, part.reply().value(), part.number())
                .rows(session, BegunSend::of)
                .stream()
                .findFirst();
    }

    /**
     * Whether this attempt may still hand its request over: nobody has taken the part up meanwhile,
     * nor could have since the attempt was begun. By the database's clock, because the caller's may
     * have stood still. From then on the transaction may be idle for this long and no longer; where
     * PostgreSQL has ended it already this fails.
     *
     * @param latest how long after its beginning an attempt may start
     */
    @Transactional
    public boolean mayStart(PartId part, BegunSend send, Duration latest, Duration idle) {
        var sql =
                """
                SELECT set_config('idle_in_transaction_session_timeout', ?, true) FROM message_part
                 WHERE reply_id = ? AND number = ? AND state = 'SENDING' AND attempts = ?
                   AND clock_timestamp() < ?
                """;
        return !PlainStatement.of(
                        sql,
                        idle.toMillis() + "ms",
                        part.reply().value(),
                        part.number(),
                        send.attempt(),
                        send.at().plus(latest))
                .rows(session, row -> true)
                .isEmpty();
    }

    /**
     * Ends the part as failed, and with it those behind it, if it waits to be sent to a customer
     * who has opted out.
     *
     * @return whether it did
     */
    @Transactional
    public boolean failedByOptOut(PartId part, Instant now) {
        var sql =
                """
                SELECT 1 FROM message_part JOIN conversation ON conversation.id = message_part.conversation_id
                 WHERE reply_id = ? AND number = ? AND state = 'PENDING' AND opted_out_at IS NOT NULL
                """;
        var isOut =
                PlainStatement.of(sql, part.reply().value(), part.number())
                        .firstNumber(session)
                        .isPresent();
        if (isOut) {
            failed(part, PartFailure.OPTED_OUT, now);
        }
        return isOut;
    }

    /**
     * Notes that nothing has left by this attempt, so that the part may be sent again. A later
     * attempt, of somebody who took the part over meanwhile, is left alone.
     */
    @Transactional
    public void postpone(PartId part, int attempt, Instant now) {
        var sql =
                """
                UPDATE message_part SET state = 'PENDING', sending_since = NULL, updated_at = :now
                 WHERE reply_id = :reply AND number = :number AND state = 'SENDING' AND attempts = :attempt
                """;
        update(sql, part, now).setParameter("attempt", attempt).executeUpdate();
    }

    /**
     * Notes the id that the provider gave the part, and applies the statuses that came before it
     * was known.
     */
    @Transactional
    public void accepted(PartId part, String providerMessageId, Instant now) {
        parked.lock(providerMessageId);
        var sql =
                """
                UPDATE message_part SET provider_message_id = :id, updated_at = :now,
                       failure_code = CASE WHEN %1$s THEN NULL ELSE failure_code END,
                       failure_text = CASE WHEN %1$s THEN NULL ELSE failure_text END,
                       state = CASE WHEN %1$s THEN 'SENT' ELSE state END
                 WHERE reply_id = :reply AND number = :number
                   AND (provider_message_id IS NULL OR provider_message_id = :id)
                """
                        .formatted(IS_NEWS);
        update(sql, part, now)
                .setParameter("id", providerMessageId)
                .setParameter("rank", PartState.SENT.rank())
                .executeUpdate();
        if (part.number() == 1) {
            replies.firstPartIs(part.reply(), providerMessageId);
        }
        parked.applyTo(part, providerMessageId, now);
        replies.refresh(part.reply(), () -> of(part.reply()));
    }

    /**
     * Ends the part as failed, unless a provider has said otherwise, and with it the later ones of
     * its reply that wait to be sent: a customer is not told the end of what began elsewhere. What
     * an operator has sent again is left alone.
     */
    @Transactional
    public void failed(PartId part, PartFailure failure, Instant now) {
        var sql =
                """
                UPDATE message_part
                   SET state = 'FAILED', failure_code = :code, failure_text = :text, updated_at = :now
                 WHERE reply_id = :reply
                   AND ((number = :number AND state IN ('PENDING', 'SENDING', 'UNKNOWN'))
                        OR (number > :number AND state = 'PENDING' AND resumed_at IS NULL))
                """;
        because(sql, part, failure, now).executeUpdate();
        replies.refresh(part.reply(), () -> of(part.reply()));
    }

    /**
     * The same by the answer to an attempt. A later attempt, of somebody who took the part over
     * meanwhile, is left alone, and so are the parts behind it.
     */
    @Transactional
    public void refused(PartId part, int attempt, PartFailure failure, Instant now) {
        var own =
                """
                UPDATE message_part
                   SET state = 'FAILED', failure_code = :code, failure_text = :text, updated_at = :now
                 WHERE reply_id = :reply AND number = :number
                   AND state IN ('SENDING', 'UNKNOWN') AND attempts = :attempt
                """;
        if (because(own, part, failure, now).setParameter("attempt", attempt).executeUpdate() > 0) {
            failed(part, failure, now);
        }
    }

    private MutationQuery because(String sql, PartId part, PartFailure failure, Instant now) {
        return update(sql, part, now)
                .setParameter("code", failure.code())
                .setParameter("text", failure.text());
    }

    /** Parks the part for an operator, unless its outcome has become known. */
    @Transactional
    public void unknown(PartId part, PartFailure failure, Instant now) {
        var sql =
                """
                UPDATE message_part
                   SET state = 'UNKNOWN', failure_code = :code, failure_text = :text, updated_at = :now
                 WHERE reply_id = :reply AND number = :number AND state = 'SENDING'
                """;
        because(sql, part, failure, now).executeUpdate();
        replies.refresh(part.reply(), () -> of(part.reply()));
    }

    /**
     * Ends a part of unknown outcome as suppressed: it has proved not to have been sent, and will
     * not be, because somebody else has the line. What an operator has decided is left alone.
     */
    @Transactional
    public void absent(PartId part, int attempt, Instant now) {
        var sql =
                """
                UPDATE message_part part
                   SET state = 'SUPPRESSED', sending_since = NULL, failure_code = NULL, failure_text = NULL,
                       updated_at = :now
                 WHERE reply_id = :reply AND number = :number AND state = 'UNKNOWN' AND attempts = :attempt
                   AND resumed_at IS NULL
                   AND NOT EXISTS (SELECT 1 FROM part_decision decided
                                    WHERE decided.reply_id = part.reply_id AND decided.number = part.number
                                      AND decided.attempt = part.attempts)
                """;
        update(sql, part, now).setParameter("attempt", attempt).executeUpdate();
        replies.refresh(part.reply(), () -> of(part.reply()));
    }

    /**
     * Ends the part and all later ones of its reply as suppressed, as far as they wait to be sent;
     * the part itself also when its send was begun, since the caller knows that nothing left. What
     * an operator wanted to have sent again is {@code UNKNOWN} as before: it may have left then.
     */
    @Transactional
    public void suppressFrom(PartId part, Instant now) {
        var sql =
                """
                UPDATE message_part
                   SET state = CASE WHEN resumed_at IS NULL THEN 'SUPPRESSED' ELSE 'UNKNOWN' END,
                       failure_code = CASE WHEN resumed_at IS NULL THEN failure_code ELSE :code END,
                       failure_text = CASE WHEN resumed_at IS NULL THEN failure_text ELSE :text END,
                       sending_since = resumed_at,
                       updated_at = :now
                 WHERE reply_id = :reply AND number >= :number
                   AND (state = 'PENDING' OR (number = :number AND state = 'SENDING'))
                """;
        because(sql, part, PartFailure.NO_EVIDENCE, now).executeUpdate();
        replies.refresh(part.reply(), () -> of(part.reply()));
    }

    private MutationQuery update(String sql, PartId part, Instant now) {
        return session.createNativeMutationQuery(sql)
                .setParameter("reply", part.reply().value())
                .setParameter("number", part.number())
                .setParameter("now", now);
    }
}
