package dev.switchboard.transcript.conversation;

import static dev.switchboard.transcript.testing.CustomerMessages.AT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.OptOut;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.CountedDatabase;
import dev.switchboard.testing.CountedDatabase.Cost;
import dev.switchboard.transcript.session.SessionMode;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import dev.switchboard.transcript.testing.CustomerMessages;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Customers' messages in batches have the effect that they have one by one. */
@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "postgres"))
class RecordedBatchTest {
    private static final int RUNS = 40;
    private static final int CUSTOMERS = 4;

    private static final String ROW =
            """
            SELECT business_phone, writes_from, customer_name, started_at, last_activity_at, last_customer_message_at,
                   opted_out_at, opt_out_changed_at, active, session_number, session_started_at, session_ends_at
            FROM conversation WHERE id = ?
            """;
    private static final String VERSION = "SELECT ctid::text FROM conversation WHERE id = ?";

    @Inject ConversationStore conversations;

    @Inject Database database;

    @Inject SessionMode sessions;

    @Inject DataSource source;

    @Test
    void batchesOfAnyDivisionHaveTheEffectOfTheirMessagesOneByOne() {
        for (var seed = 0; seed < RUNS; seed++) {
            // Given
            var random = new Random(seed);
            var single = customers();
            var batched = customers();
            var events = IntStream.range(0, 30).mapToObj(_ -> Written.any(random)).toList();

            // When
            events.forEach(event -> conversations.recordInbound(List.of(event.to(single))));
            for (var from = 0; from < events.size(); ) {
                var to = Math.min(events.size(), from + 1 + random.nextInt(15));
                conversations.recordInbound(
                        events.subList(from, to).stream().map(event -> event.to(batched)).toList());
                from = to;
            }

            // Then
            for (var n = 0; n < CUSTOMERS; n++) {
                assertThat(row(batched.get(n)))
                        .as("seed %d customer %d", seed, n)
                        .isEqualTo(row(single.get(n)));
            }
        }
    }

    @Test
    void pollOfAHundredMessagesOfSixtyCustomersIsOneStatementAndOneTransaction() {
        // Given
        var customers = IntStream.range(0, 60).mapToObj(_ -> new Customer()).toList();
        var messages =
                IntStream.range(0, 100)
                        .mapToObj(n -> message(customers.get(n % 60).key("+15550000001"), n, null))
                        .toList();
        var cost = new CountedDatabase(source);
        var counted = new ConversationStore(new Database(cost.source()), _ -> sessions);

        // When
        counted.recordInbound(messages);

        // Then
        assertThat(cost.take()).isEqualTo(new Cost(1, 1));
        assertThat(customers).allMatch(customer -> !row(customer).isEmpty());

        // When
        var withOptOut = new ArrayList<>(messages);
        withOptOut.add(message(customers.getFirst().key("+15550000001"), 100, OptOut.Word.STOP));
        counted.recordInbound(withOptOut);

        // Then
        assertThat(cost.take().transactions()).isEqualTo(1);
        assertThat(conversationOf(customers.getFirst())).isPresent();
    }

    @Test
    void batchThatComesAgainWritesNoRow() {
        // Given
        var customer = new Customer();
        var messages =
                List.of(
                        message(customer.key("+15550000001"), 1, null),
                        message(customer.key("+15550000001"), 2, null));
        conversations.recordInbound(messages);
        var before = version(customer);

        // When
        conversations.recordInbound(messages);
        conversations.recordInbound(messages.subList(0, 1));

        // Then
        assertThat(version(customer)).isEqualTo(before);
    }

    @Test
    void batchesOfTheSameCustomersInOtherOrdersDoNotDeadlock() {
        // Given
        var customers = IntStream.range(0, 50).mapToObj(_ -> new Customer()).toList();

        // When
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var recorded = new ArrayList<CompletableFuture<Void>>();
            for (var run = 0; run < 20; run++) {
                var at = run;
                var ordered = run % 2 == 0 ? customers : customers.reversed();
                recorded.add(
                        CompletableFuture.runAsync(
                                () ->
                                        conversations.recordInbound(
                                                ordered.stream()
                                                        .map(it -> message(it.key(null), at, null))
                                                        .toList()),
                                threads));
            }

            // Then
            assertThat(recorded).allSatisfy(each -> assertThat(each.join()).isNull());
        }
    }

    private static List<Customer> customers() {
        return IntStream.range(0, CUSTOMERS).mapToObj(_ -> new Customer()).toList();
    }

    private List<String> row(Customer customer) {
        return SqlStatement.of(ROW, customer.key(null).id().value())
                .first(
                        database,
                        row -> {
                            var columns = new ArrayList<String>();
                            for (var n = 1; n <= row.getMetaData().getColumnCount(); n++) {
                                columns.add(row.getString(n));
                            }
                            return columns;
                        })
                .orElse(new ArrayList<>());
    }

    private Optional<ConversationKey> conversationOf(Customer customer) {
        return conversations.find(customer.key(null).id());
    }

    private String version(Customer customer) {
        return SqlStatement.of(VERSION, customer.key(null).id().value())
                .first(database, row -> row.getString(1))
                .orElseThrow();
    }

    private static MessageReceived message(ConversationKey key, int second, OptOut.Word optOut) {
        return message(key, Optional.empty(), second, optOut);
    }

    private static MessageReceived message(
            ConversationKey key, Optional<String> name, int second, OptOut.Word optOut) {
        return CustomerMessages.message(
                key,
                name,
                "hello",
                AT.plusSeconds(second),
                Optional.ofNullable(optOut).map(word -> new OptOut(word, false)));
    }

    /** A customer whom no other test has. */
    private static final class Customer {
        private final CustomerAddress address = new CustomerAddress("US." + UUID.randomUUID());

        ConversationKey key(String writesFrom) {
            return key("+15559990000", writesFrom);
        }

        ConversationKey key(String businessPhone, String writesFrom) {
            return new ConversationKey(
                    Channel.META,
                    new BusinessNumber("100000000000001", businessPhone),
                    address,
                    Optional.ofNullable(writesFrom).map(CustomerAddress::new));
        }
    }

    /** A message of one of several customers; times repeat and are in any order. */
    private record Written(
            int customer,
            String businessPhone,
            String writesFrom,
            Optional<String> name,
            int second,
            OptOut.Word optOut) {

        static Written any(Random random) {
            var names = List.of("Ana", "Ana Lima", "A\u0000na", "");
            var words = OptOut.Word.values();
            return new Written(
                    random.nextInt(CUSTOMERS),
                    "+1555999000" + random.nextInt(2),
                    random.nextBoolean() ? null : "+1555000000" + random.nextInt(3),
                    Optional.of(random.nextInt(6)).filter(n -> n < 4).map(names::get),
                    random.nextInt(8),
                    random.nextInt(5) == 0 ? words[random.nextInt(words.length)] : null);
        }

        MessageReceived to(List<Customer> customers) {
            return message(
                    customers.get(customer).key(businessPhone, writesFrom), name, second, optOut);
        }
    }
}
