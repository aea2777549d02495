package dev.switchboard.operator.deadletter;

import dev.switchboard.common.event.DeadLettered;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.common.wire.EventCodec;
import dev.switchboard.common.wire.UndecodableException;
import dev.switchboard.operator.deadletter.DeadLetter.Turn;
import dev.switchboard.operator.deadletter.DeadLetter.TurnState;
import dev.switchboard.transcript.read.Cursor;
import dev.switchboard.transcript.read.TimeLimited;
import dev.switchboard.transcript.sql.SqlStatement;
import dev.switchboard.transcript.sql.StorableText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Stores dead letters, each record once, and their replays. */
@ApplicationScoped
class DeadLetterStore {
    /** Header of a replayed record, with the letter's id; consumers ignore it. */
    static final String REPLAY_OF_HEADER = "replay-of";

    private static final int MAX_TEXT_LENGTH = 4_000;

    private static final String KEEP =
            """
            INSERT INTO dead_letter (id, origin, place, record_key, record_type, cause, attempts, at, turn_id, replay_of, event)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO NOTHING
            """;
    private static final String SUMMARY =
            """
            SELECT letter.id, letter.origin, letter.place, letter.record_key, letter.record_type, letter.cause,
                   letter.attempts, letter.at, letter.turn_id, letter.replay_of, letter.replays, letter.replayed_at,
                   letter.replayed_by, answer.turn_id IS NOT NULL AS claimed, answer.reply_id IS NOT NULL AS answered,
                   reply.failure IS NOT NULL AS apologized
            FROM dead_letter letter LEFT JOIN turn_answer answer ON answer.turn_id = letter.turn_id
            LEFT JOIN reply ON reply.id = answer.reply_id
            """;
    private static final String PAGE =
            SUMMARY
                    + """
                    WHERE (?::text IS NULL OR letter.origin = ?)
                      AND (?::boolean IS NULL OR (letter.replays > 0) = ?)
                      AND (?::timestamptz IS NULL OR letter.at < ? OR (letter.at = ? AND letter.id > ?))
                    ORDER BY letter.at DESC, letter.id
                    LIMIT ?
                    """;
    private static final String ONE = SUMMARY + "WHERE letter.id = ?";
    private static final String EVENT = "SELECT event FROM dead_letter WHERE id = ?";
    private static final String REPLAYED =
            """
            UPDATE dead_letter SET replays = replays + 1, replayed_at = ?, replayed_by = ? WHERE id = ?
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

    private final DataSource database;

    DeadLetterStore(DataSource database) {
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
    public List<DeadLetter> page(
            @Nullable String origin,
            @Nullable Boolean replayed,
            @Nullable Cursor before,
            int max) {
        var at = before == null ? null : before.at();
        var id = before == null ? null : before.id();
        return SqlStatement.of(PAGE, origin, origin, replayed, replayed, at, at, at, id, max)
                .rows(database, DeadLetterStore::read);
    }

    @Transactional
    @TimeLimited
    public Optional<DeadLetter> find(UUID id) {
        return SqlStatement.of(ONE, id).rows(database, DeadLetterStore::read).stream().findFirst();
    }

    /** The letter with its record's contents. */
    @Transactional
    @TimeLimited
    public Optional<DeadLettered> event(UUID id) {
        return SqlStatement.of(EVENT, id)
                .rows(database, row -> EventCodec.decode(DeadLettered.class, row.getBytes(1)))
                .stream()
                .findFirst();
    }

    /** Counts a replay. */
    @Transactional
    public void replayed(UUID id, Instant at, String by) {
        SqlStatement.of(REPLAYED, at, by, id).run(database);
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

    private static DeadLetter read(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getObject("id", UUID.class),
                row.getString("origin"),
                row.getString("place"),
                Optional.ofNullable(row.getString("record_key")),
                Optional.ofNullable(row.getString("record_type")),
                row.getString("cause"),
                row.getInt("attempts"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                turn(row),
                Optional.ofNullable(row.getObject("replay_of", UUID.class)),
                row.getInt("replays"),
                Optional.ofNullable(row.getObject("replayed_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("replayed_by")));
    }

    private static Optional<Turn> turn(ResultSet row) throws SQLException {
        var id = row.getObject("turn_id", UUID.class);
        var unanswered = row.getBoolean("claimed") ? TurnState.LEFT_UNANSWERED : TurnState.OPEN;
        var answered = row.getBoolean("apologized") ? TurnState.APOLOGIZED : TurnState.ANSWERED;
        var state = row.getBoolean("answered") ? answered : unanswered;
        return Optional.ofNullable(id).map(turn -> new Turn(turn, state));
    }
}
