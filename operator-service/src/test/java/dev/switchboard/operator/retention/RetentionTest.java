package dev.switchboard.operator.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.operator.retention.ExpiredRows.Table;
import dev.switchboard.operator.testing.OperatorScene;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Retention of everything that grows: the webhook log, dead letters, and the transcript with its
 * parts, replies, claimed turns, decisions and ownership changes.
 */
@QuarkusTest
@WithTestResource(BackingServices.class)
class RetentionTest {
    private static final Duration KEPT = Duration.ofDays(30);

    private static final String WEBHOOKS =
            """
            INSERT INTO webhook_record (id, received_at, route, method, headers, body, verdict, genuine, http_status,
                                        took_micros)
            SELECT gen_random_uuid(), ?::timestamptz + n * (?::timestamptz - ?::timestamptz) / ?, 'twilio', 'POST', '{}',
                   'retention', 'accepted', true, 200, 1
            FROM generate_series(1, ?) n
            """;

    @Inject Retention retention;
    @Inject WebhookPartitions partitions;
    @Inject ExpiredRows rows;
    @Inject RetentionSettings settings;
    @Inject Database database;
    @Inject OperatorScene scene;

    @BeforeEach
    void emptyLog() {
        change("DELETE FROM webhook_record WHERE body = 'retention'");
    }

    @Test
    void oneRoundLeavesNothingThatIsTooOldHoweverMuchThereIs() {
        // Given
        var now = Instant.now();
        var tooOld = now.minus(KEPT).minus(Duration.ofMinutes(1));
        partitions.create(WebhookPartition.dayOf(tooOld.minus(Duration.ofDays(3))));
        partitions.create(WebhookPartition.dayOf(tooOld.minus(Duration.ofDays(7))));
        webhooks(300_000, now.minus(Duration.ofDays(45)), tooOld);
        webhooks(50, now.minus(KEPT).plus(Duration.ofMinutes(10)), now);

        // When
        retention.cleanUp();

        // Then
        awaitWebhooksLeft(50);
        assertThat(partitions.all())
                .contains(WebhookPartition.of(WebhookPartition.dayOf(now)))
                .noneMatch(partition -> partition.isBefore(now.minus(KEPT)));
    }

    @Test
    void twoInstancesAtOnceDeleteAllThatIsTooOldAndNothingElse() throws Exception {
        // Given
        var now = Instant.now();
        var tooOld = now.minus(KEPT).minus(Duration.ofMinutes(1));
        partitions.create(WebhookPartition.dayOf(tooOld.minus(Duration.ofDays(2))));
        webhooks(60_000, now.minus(Duration.ofDays(40)), tooOld);
        webhooks(50, now.minus(KEPT).plus(Duration.ofMinutes(10)), now);

        // When
        try (var instances = Executors.newFixedThreadPool(2)) {
            Callable<Object> round = Executors.callable(retention::cleanUp);
            for (var ended : instances.invokeAll(List.of(round, round))) {
                ended.get();
            }
        }

        // Then
        awaitWebhooksLeft(50);
    }

    @Test
    void everyDayFromTheOldestToThreeDaysAheadHasItsPartition() {
        // Given
        var now = Instant.now();

        // When
        retention.cleanUp();

        // Then
        var oldest = WebhookPartition.dayOf(now.minus(KEPT));
        assertThat(partitions.all())
                .containsAll(
                        oldest.datesUntil(WebhookPartition.dayOf(now).plusDays(4))
                                .map(WebhookPartition::of)
                                .toList());
        assertThat(settings.webhooks()).isEqualTo(KEPT);
    }

    @Test
    void webhookOfADayWithoutAPartitionIsKeptAndMovesWhenTheDayGetsOne() {
        // Given
        var day = WebhookPartition.dayOf(Instant.now()).plusDays(9);
        var at = WebhookPartition.startOf(day).plus(Duration.ofHours(7));
        webhooks(10, at, at);
        assertThat(inTable(WebhookPartition.REST)).isEqualTo(10);

        // When
        var created = partitions.create(day);

        // Then
        assertThat(created).isTrue();
        assertThat(partitions.create(day)).isFalse();
        assertThat(inTable(WebhookPartition.REST)).isZero();
        assertThat(inTable(WebhookPartition.of(day))).isEqualTo(10);
        assertThat(partitions.drop(WebhookPartition.of(day))).isTrue();
    }

    @Test
    void dayWithTooManyRowsInTheRestStaysThere() {
        // Given
        var day = WebhookPartition.dayOf(Instant.now()).plusDays(8);
        webhooks(10_001, WebhookPartition.startOf(day), WebhookPartition.startOf(day));

        // When
        var created = partitions.create(day);

        // Then
        assertThat(created).isFalse();
        assertThat(inTable(WebhookPartition.REST)).isEqualTo(10_001);
        assertThat(partitions.all()).doesNotContain(WebhookPartition.of(day));
    }

    /** By the primary keys of the days, without a sequential scan of one that has rows. */
    @Test
    void webhookIsFoundByItsIdThroughTheDaysIndexes() {
        // Given
        var today = WebhookPartition.dayOf(Instant.now());
        webhooks(100_000, Instant.now().minus(KEPT), Instant.now());
        change("ANALYZE webhook_record");

        // When
        var plan =
                texts("EXPLAIN SELECT verdict FROM webhook_record WHERE id = ?", UUID.randomUUID());

        // Then
        assertThat(today.minusDays(29).datesUntil(today).map(WebhookPartition::of))
                .allSatisfy(day ->
                        assertThat(plan)
                                .contains("Index Scan using " + day.table() + "_pkey")
                                .doesNotContain("Seq Scan on " + day.table()));
    }

    @Test
    void oldDeadLettersAreDeletedInOneRoundToo() {
        // Given
        change(
                """
                INSERT INTO dead_letter (id, origin, place, cause, attempts, at, event)
                SELECT gen_random_uuid(), 'retention', 'here', 'a bug', 1, now() - interval '91 days', ''::bytea
                FROM generate_series(1, 20000)
                """);
        change(
                """
                INSERT INTO dead_letter (id, origin, place, cause, attempts, at, event)
                SELECT gen_random_uuid(), 'retention', 'here', 'a bug', 1, now() - interval '89 days', ''::bytea
                FROM generate_series(1, 3)
                """);

        // When
        retention.cleanUp();

        // Then
        assertThat(count("SELECT count(*) FROM dead_letter WHERE origin = 'retention'"))
                .isEqualTo(3);
    }

    @Test
    void transcriptIsKeptForGoodByDefault() {
        assertThat(settings.transcript()).isEmpty();
    }

    @Test
    void messageIsDeletedWithItsRowsButNotWhileAPartIsOpen() {
        // Given
        var conversation = scene.conversation();
        var answered = scene.customerWrites(conversation, "Are you open?");
        var reply = scene.aiReplies(answered, 0);
        scene.part(conversation, reply, 1, "DELIVERED");
        var unknown = scene.aiReplies(scene.customerWrites(conversation, "And on Monday?"), 0);
        scene.part(conversation, unknown, 1, "UNKNOWN");
        change(
                "INSERT INTO part_decision (reply_id, number, attempt, decision, decided_by, at)"
                        + " VALUES (?, 1, 1, 'DROP', 'api', now())",
                reply.value());
        var id = conversation.id().value();
        change(
                "UPDATE message SET created_at = '2001-01-01T00:00:00Z' WHERE conversation_id = ?",
                id);
        var recent = scene.customerWrites(conversation, "Hello?");

        // When
        var deleted =
                rows.delete(Table.MESSAGES, Instant.parse("2001-02-01T00:00:00Z"), 1_000)
                        .orElseThrow();

        // Then
        assertThat(deleted).isEqualTo(3);
        assertThat(count("SELECT count(*) FROM message WHERE conversation_id = ?", id))
                .isEqualTo(2);
        assertThat(count("SELECT count(*) FROM message WHERE id = ?", recent.id().value()))
                .isEqualTo(1);
        assertThat(count("SELECT count(*) FROM message_part WHERE conversation_id = ?", id))
                .isEqualTo(1);
        assertThat(count("SELECT count(*) FROM reply WHERE conversation_id = ?", id)).isEqualTo(1);
        assertThat(count("SELECT count(*) FROM part_decision WHERE reply_id = ?", reply.value()))
                .isZero();
        assertThat(count("SELECT count(*) FROM turn_answer WHERE reply_id = ?", reply.value()))
                .isZero();
        change("UPDATE message SET created_at = now() WHERE conversation_id = ?", id);
    }

    @Test
    void oldOwnershipChangesAreDeletedByTime() {
        // Given
        change(
                """
                INSERT INTO control_change (conversation_id, from_holder, to_holder, epoch, changed_by, at)
                SELECT gen_random_uuid(), 'AI', 'OPERATOR', 1, 'retention', timestamptz '2001-01-01T00:00:00Z' + n * interval '1 day'
                FROM generate_series(1, 40) n
                """);

        // When
        var _ = rows.delete(Table.CONTROL_CHANGES, Instant.parse("2001-01-31T12:00:00Z"), 1_000);

        // Then
        assertThat(count("SELECT count(*) FROM control_change WHERE changed_by = 'retention'"))
                .isEqualTo(10);
        change("DELETE FROM control_change WHERE changed_by = 'retention'");
    }

    @Test
    void oldModelCallsAreDeletedByTime() {
        // Given
        change(
                """
                INSERT INTO ai_call (id, turn_id, conversation_id, business, kind, profile_version, profile, model, outcome,
                    input, cached, cache_write, audio, output, thoughts, micros, estimated, price_taken, started_at, took_ms)
                SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'retention', 'ANSWER', 0, 'env', 'm', 'answer',
                    1, 0, 0, 0, 1, 0, 1, false, '2001-01-01', timestamptz '2001-01-01T00:00:00Z' + n * interval '1 day', 1
                FROM generate_series(1, 40) n
                """);

        // When
        var _ = rows.delete(Table.AI_CALLS, Instant.parse("2001-01-31T12:00:00Z"), 1_000);

        // Then
        assertThat(count("SELECT count(*) FROM ai_call WHERE business = 'retention'"))
                .isEqualTo(10);
        change("DELETE FROM ai_call WHERE business = 'retention'");
    }

    @Test
    void oldDebugEntriesAreDeletedByTime() {
        // Given
        change(
                """
                INSERT INTO debug_entry (reply_id, conversation_id, at, entry, system, history, profile)
                SELECT gen_random_uuid(), gen_random_uuid(), timestamptz '2001-01-01T00:00:00Z' + n * interval '1 day',
                       'Hi', 'You are Yan.', '[]', 'retention'
                FROM generate_series(1, 40) n
                """);

        // When
        var _ = rows.delete(Table.DEBUG_ENTRIES, Instant.parse("2001-01-31T12:00:00Z"), 1_000);

        // Then
        assertThat(count("SELECT count(*) FROM debug_entry WHERE profile = 'retention'"))
                .isEqualTo(10);

        // When
        retention.cleanUp();

        // Then
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        count("SELECT count(*) FROM debug_entry WHERE profile = 'retention'") == 0);
    }

    private void webhooks(int count, Instant from, Instant to) {
        change(WEBHOOKS, from, to, from, count, count);
    }

    private long inTable(WebhookPartition partition) {
        return count("SELECT count(*) FROM " + partition.table() + " WHERE body = 'retention'");
    }

    private void change(String statement, Object... parameters) {
        database.runInTransaction(() -> SqlStatement.of(statement, parameters).run(database));
    }

    private long count(String query, Object... parameters) {
        return database.inTransaction(() ->
                SqlStatement.of(query, parameters)
                        .rows(database, row -> row.getLong(1))
                        .getFirst());
    }

    private String texts(String query, Object... parameters) {
        return String.join(
                "\n",
                database.inTransaction(() ->
                        SqlStatement.of(query, parameters)
                                .rows(database, row -> row.getString(1))));
    }

    /** A round that finds the service's own at the table skips the table. */
    private void awaitWebhooksLeft(long number) {
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        count("SELECT count(*) FROM webhook_record WHERE body = 'retention'")
                                == number);
    }
}
