package dev.switchboard.transcript.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.message.StoredMessage;
import dev.switchboard.transcript.ownership.Ownership.Owner;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Query plans: every kind of read uses a fitting index instead of scanning the conversations. With
 * a hundred thousand of them, of which operators own thirty.
 */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "postgres"))
class ReadPlansTest {
    private static final int CONVERSATIONS = 100_000;

    /** Rows per statement, which ends within the connection's socket timeout of twenty seconds. */
    private static final int BATCH_SIZE = 5_000;

    @Inject Database database;
    @Inject ConversationPages pages;

    @BeforeAll
    void manyConversations() {
        for (var n = 1; n < CONVERSATIONS; n += BATCH_SIZE) {
            run(
                    """
                    INSERT INTO conversation (id, channel, business_id, business_phone, customer, customer_name, started_at,
                                              last_activity_at)
                    SELECT gen_random_uuid(), 'meta', 'plans', '+15559990000', 'US.' || left(md5(n::text), 12),
                           'Customer ' || left(md5('n' || n), 10), now(), now() - n * interval '1 second'
                    FROM generate_series(?::int, ?::int) n
                    """,
                    n,
                    n + BATCH_SIZE - 1);
        }
        run(
                """
                INSERT INTO conversation_control (conversation_id, holder, epoch, changed_at, changed_by)
                SELECT id, CASE WHEN row_number() OVER (ORDER BY id) <= 30 THEN 'OPERATOR' ELSE 'AI' END, 2, now(), 'plans'
                FROM conversation WHERE business_id = 'plans' ORDER BY id LIMIT 50000
                """);
        run(
                """
                INSERT INTO message_part (reply_id, number, total, conversation_id, channel, text, state, failure_code)
                SELECT gen_random_uuid(), 1, 1, id, 'meta', 'plans', CASE WHEN random() < 0.2 THEN 'FAILED' ELSE 'DELIVERED' END,
                       'plans'
                FROM conversation WHERE business_id = 'plans'
                """);
        run("ANALYZE conversation");
        run("ANALYZE conversation_control");
        run("ANALYZE conversation_search");
        run("ANALYZE message_part");
    }

    @AfterAll
    void deleteConversations() {
        run("DELETE FROM message_part WHERE text = 'plans'");
        run("DELETE FROM conversation_control WHERE changed_by = 'plans'");
        run("DELETE FROM conversation WHERE business_id = 'plans'");
    }

    @Test
    void fewConversationsOwnedByOperatorsAreFoundByOwner() {
        // When
        var plan = plan(filter(Optional.of(Owner.OPERATOR), Optional.empty(), Optional.empty()));

        // Then
        assertThat(plan)
                .contains("conversation_control_holder")
                .doesNotContain("Seq Scan", "conversation_recent");
    }

    @Test
    void conversationsOwnedByTheAiAreTheNewestOnes() {
        // When
        var plan = plan(filter(Optional.of(Owner.AI), Optional.empty(), Optional.empty()));

        // Then
        assertThat(plan)
                .contains("conversation_recent")
                .doesNotContain("Seq Scan on conversation c");
    }

    @Test
    void searchTextIsFoundByItsTrigrams() {
        // When
        var plan = plan(filter(Optional.empty(), Optional.empty(), Optional.of("c4ca4238a0")));

        // Then
        assertThat(plan).contains("conversation_search_words").doesNotContain("Seq Scan");
    }

    @Test
    void customerIsFoundByTheAddress() {
        // Given
        var customer = Optional.of(new CustomerAddress("US.c4ca4238a0b9"));

        // When
        var plan = plan(filter(Optional.empty(), customer, Optional.empty()));

        // Then
        assertThat(plan).contains("conversation_customer").doesNotContain("Seq Scan");
    }

    @Test
    void pageFarBehindBeginsAtItsPlace() {
        // Given
        var place = new Cursor(Instant.now().minusSeconds(70_000), UUID.randomUUID());
        var filter =
                new ConversationFilter(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(place));

        // When
        var plan = plan(filter);

        // Then
        assertThat(plan)
                .containsPattern("Index Cond: \\(c?\\.?_?[0-9]*\\.?\\(?last_activity_at <= ")
                .doesNotContain("Seq Scan");
    }

    /**
     * Same condition as outbound's search for another part of unknown outcome with the same text.
     */
    @Test
    void partsOfUnknownOutcomeAreFoundByTheirConversation() {
        // When
        var plan =
                explained(
                        SqlStatement.of(
                                """
                                SELECT 1 FROM message_part
                                 WHERE (listed_state = 'UNKNOWN'
                                        OR (listed_state = 'FAILED' AND failure_code = 'dropped-by-operator'))
                                   AND conversation_id = ? AND text = ? AND sending_since > ?
                                   AND provider_message_id IS NULL AND NOT (reply_id = ? AND number = ?)
                                 LIMIT 1
                                """,
                                UUID.randomUUID(),
                                "Hello",
                                Instant.now(),
                                UUID.randomUUID(),
                                1));

        // Then
        assertThat(plan).contains("message_part_doubtful").doesNotContain("Seq Scan");
    }

    /** The function is part of the query's plan, and reads the parts of one reply by their key. */
    @Test
    void deliveryOfAMessageIsReadByThePartsKey() {
        // When
        var plan =
                explained(
                        SqlStatement.of(
                                "SELECT "
                                        + StoredMessage.COLUMNS
                                        + " FROM "
                                        + StoredMessage.TABLES
                                        + " WHERE m.conversation_id = ? ORDER BY m.position DESC"
                                        + " LIMIT 20",
                                UUID.randomUUID()));

        // Then
        assertThat(plan)
                .contains("message_part_pkey")
                .doesNotContain("Function Scan", "Seq Scan on message_part");
    }

    @Test
    void manyConversationsAreEstimatedAndNotCounted() {
        // When
        var plan = explained(SqlStatement.of("SELECT 1 FROM conversation LIMIT 10001"));
        var count = pages.count();

        // Then
        assertThat(plan).startsWith("Limit");
        assertThat(count).isBetween(80_000L, 130_000L);
        assertThat(pages.ownedByOperators()).isGreaterThanOrEqualTo(30);
    }

    @Test
    void searchFindsByNameAndAddressInAnyCaseAndTakesWildcardsLiterally() {
        // When
        var byAddress = found("us.C4CA4238A0B9");
        var byName = found("CUSTOMER c364e7cd25");
        var byWildcard = found("us.c4ca%");

        // Then
        assertThat(byAddress).isEqualTo(1);
        assertThat(byName).isEqualTo(1);
        assertThat(byWildcard).isZero();
    }

    @Test
    void conversationThatIsRenamedIsFoundByItsNewName() {
        // Given
        run(
                "UPDATE conversation SET customer_name = 'Zoë Quizzical' WHERE customer ="
                        + " 'US.eccbc87e4b5c'");

        // When
        var found = found("quizzical");

        // Then
        assertThat(found).isEqualTo(1);
    }

    private int found(String searchText) {
        return pages.page(filter(Optional.empty(), Optional.empty(), Optional.of(searchText)), 10)
                .size();
    }

    private static ConversationFilter filter(
            Optional<Owner> owner,
            Optional<CustomerAddress> customer,
            Optional<String> searchText) {
        return new ConversationFilter(owner, customer, searchText, Optional.empty());
    }

    private String plan(ConversationFilter filter) {
        return explained(ConversationPages.query(filter, 51));
    }

    private String explained(SqlStatement query) {
        var explain = new SqlStatement("EXPLAIN " + query.sql(), query.parameters());
        return String.join("\n", explain.rows(database, row -> row.getString(1)));
    }

    private void run(String statement, Object... parameters) {
        SqlStatement.of(statement, parameters).run(database);
    }
}
