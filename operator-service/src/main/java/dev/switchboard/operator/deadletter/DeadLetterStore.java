package dev.switchboard.operator.deadletter;

import dev.switchboard.common.event.DeadLettered;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.common.wire.EventCodec;
import dev.switchboard.common.wire.UndecodableException;
import dev.switchboard.transcript.read.Cursor;
import dev.switchboard.transcript.read.TimeLimited;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import dev.switchboard.transcript.sql.StorableText;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores dead letters, each record once, and their replays. */
@ApplicationScoped
class DeadLetterStore implements PanacheRepositoryBase<DeadLetter, UUID> {
    /** Header of a replayed record, with the letter's id; consumers ignore it. */
    static final String REPLAY_OF_HEADER = "replay-of";

    private static final int MAX_TEXT_LENGTH = 4_000;

    private static final Sort NEWEST_FIRST = Sort.descending("deadLetteredAt").and("id");

    /** SQL, not a persisted entity: of two instances that read one record, neither fails. */
    private static final String KEEP =
            """
            INSERT INTO dead_letter (id, origin, place, record_key, record_type, cause, attempts, at, turn_id, replay_of, event)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO NOTHING
            """;

    /** Answers by the AI or an operator; a standard text, such as another apology, is none. */
    private static final String ANSWERED_SINCE =
            """
            SELECT 1 FROM turn_answer apologized
            JOIN message apology ON apology.id = apologized.reply_id
            JOIN message later ON later.conversation_id = apology.conversation_id AND later.position > apology.position
            WHERE apologized.turn_id = ? AND later.direction = 'outbound' AND later.sender_type <> 'system'
              AND later.status NOT IN ('failed', 'suppressed')
            LIMIT 1
            """;

    private final Database database;

    DeadLetterStore(Database database) {
        this.database = database;
    }

    /**
     * @return true if the letter was new
     */
    @Transactional
    public boolean keep(DeadLettered letter) {
        var row =
                SqlStatement.of(
                        KEEP,
                        letter.eventId(),
                        text(letter.topic()),
                        text(letter.place()),
                        letter.key().map(DeadLetterStore::text).orElse(null),
                        letter.type().map(DeadLetterStore::text).orElse(null),
                        text(letter.cause()),
                        letter.attempts(),
                        letter.at(),
                        turnIn(letter).map(TurnReady::eventId).orElse(null),
                        replayOf(letter).orElse(null),
                        EventCodec.encode(letter));
        return row.update(database) == 1;
    }

    /** At most {@code max} letters, newest first. */
    @Transactional
    @TimeLimited
    public List<DeadLetterView> page(
            @Nullable String origin, @Nullable Boolean replayed, @Nullable Cursor before, int max) {
        var conditions = new ArrayList<String>();
        var values = new HashMap<String, Object>();
        if (origin != null) {
            conditions.add("origin = :origin");
            values.put("origin", origin);
        }
        if (replayed != null) {
            conditions.add(replayed ? "replays > 0" : "replays = 0");
        }
        if (before != null) {
            conditions.add(
                    "(deadLetteredAt < :before or deadLetteredAt = :before and id > :beforeId)");
            values.put("before", before.at());
            values.put("beforeId", before.id());
        }
        return find(String.join(" and ", conditions), NEWEST_FIRST, values)
                .page(0, max)
                .list()
                .stream()
                .map(DeadLetter::view)
                .toList();
    }

    @Transactional
    @TimeLimited
    public Optional<DeadLetterView> find(UUID id) {
        return findByIdOptional(id).map(DeadLetter::view);
    }

    /** The letter with its record's contents. */
    @Transactional
    @TimeLimited
    public Optional<DeadLettered> event(UUID id) {
        return findByIdOptional(id).map(DeadLetter::event);
    }

    /** Counts a replay. */
    @Transactional
    public void replayed(UUID id, Instant at, String by) {
        update("replays = replays + 1, replayedAt = ?1, replayedBy = ?2 where id = ?3", at, by, id);
    }

    /** True if the customer has had an answer after the apology that the turn ended in. */
    @Transactional
    public boolean isAnsweredSince(TurnId failed) {
        return !SqlStatement.of(ANSWERED_SINCE, failed.value())
                .rows(database, row -> row.getInt(1))
                .isEmpty();
    }

    /** The turn, if the letter's record is one. */
    static Optional<TurnReady> turnIn(DeadLettered letter) {
        if (!letter.topic().equals(Topics.TURNS.name())) {
            return Optional.empty();
        }
        try {
            return letter.value().map(value -> EventCodec.decode(TurnReady.class, value));
        } catch (UndecodableException e) {
            return Optional.empty();
        }
    }

    /** The letter whose record was replayed, failed again and became this letter. */
    private static Optional<UUID> replayOf(DeadLettered letter) {
        try {
            return Optional.ofNullable(letter.headers().get(REPLAY_OF_HEADER))
                    .map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String text(String any) {
        var storable = StorableText.of(any);
        return storable.length() <= MAX_TEXT_LENGTH
                ? storable
                : storable.substring(0, MAX_TEXT_LENGTH);
    }
}
