package dev.switchboard.aiworker.turn;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.testing.CapturedSpans;
import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.aiworker.testing.TestConversation;
import dev.switchboard.aiworker.text.StandardText;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.languagemodel.ModelProvider;
import dev.switchboard.localstack.http.JsonClient;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.FakeGemini;
import dev.switchboard.testing.LogLines;
import dev.switchboard.testing.TopicReader;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The key of a profile, after a thousand calls of which half fail. */
@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class KeySecrecyTest extends ProfileCase {
    private static final int CALLS = 1_000;
    private static final String KEY = "key-of-a-thousand-calls-7391";
    private static final List<Integer> REFUSALS = List.of(400, 401, 403, 404);

    @Inject CapturedSpans spans;
    @Inject Database database;

    @TestHTTPResource("/")
    URI service;

    @AfterEach
    void forgetSpans() {
        spans.end();
    }

    @Test
    void keyIsNowhereAfterAThousandCallsOfWhichHalfFail() {
        // Given
        try (var model = new FakeGemini(0);
                var log = new LogLines("", Level.ALL)) {
            spans.begin();
            scriptHalfOfThemToFail(model);
            // The last of the chain, which is asked in place of those that fail.
            for (var number = 0; number < CALLS / 2; number++) {
                gemini.thenResponds(401, FakeGemini.error(401, "UNAUTHENTICATED"));
            }
            activate(ModelProvider.GEMINI, model.baseUrl(), KEY);

            // When
            var turns = new ArrayList<TurnReady>();
            for (var number = 0; number < CALLS; number++) {
                turns.add(published());
            }
            var replies = replies(turns);

            // Then
            assertThat(model.calls())
                    .hasSize(CALLS)
                    .allSatisfy(call -> assertThat(call.apiKey()).isEqualTo(KEY));
            assertThat(replies)
                    .filteredOn(reply ->
                            reply.text().equals(StandardText.INVALID_CONFIGURATION.defaultText()))
                    .hasSize(CALLS / 2);
            await().until(() -> modelSpans().size() >= CALLS);
            assertThat(modelSpans()).noneMatch(KeySecrecyTest::hasKey);
            assertThat(log.lines()).hasSizeGreaterThan(CALLS / 2).noneMatch(KeySecrecyTest::hasKey);
            assertThat(apiAnswers()).noneMatch(KeySecrecyTest::hasKey);
            assertThat(deadLetters()).isGreaterThanOrEqualTo(CALLS / 2);
            assertThat(recordsWithTheKey()).isEmpty();
            assertThat(rowsWithTheKey()).isEmpty();
        }
    }

    /** Their messages quote the key, as a provider's may. */
    private static void scriptHalfOfThemToFail(FakeGemini model) {
        for (var number = 0; number < CALLS / 2; number++) {
            var status = REFUSALS.get(number % REFUSALS.size());
            model.thenAnswers("Answer " + number)
                    .thenResponds(
                            status,
                            FakeGemini.error(status, "API key " + KEY + " is not valid")
                                    .replace("\"no\"", "\"key=" + KEY + "\""));
        }
    }

    private TurnReady published() {
        var by = TestConversation.ofNewCustomer();
        var turn = by.saying("Hi");
        publisher.publishAndWait(Topics.TURNS, by.conversation().id().toString(), turn);
        return turn;
    }

    private List<ReplyDecided> replies(List<TurnReady> turns) {
        return await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () ->
                                turns.stream()
                                        .flatMap(turn -> replyStore.resultOf(turn.id()).stream())
                                        .flatMap(result -> result.reply().stream())
                                        .toList(),
                        found -> found.size() == CALLS);
    }

    private List<String> modelSpans() {
        return spans.spans().stream().filter(span -> span.contains("model reply")).toList();
    }

    private Stream<String> apiAnswers() {
        var client = new JsonClient(service.toString().replaceFirst("/$", ""));
        return Stream.of("/q/metrics", "/q/health", "/q/health/ready")
                .map(path -> client.get(path).body());
    }

    private int deadLetters() {
        return TopicReader.records(kafka, Topics.DEAD_LETTERS).size();
    }

    private List<String> recordsWithTheKey() {
        return Topics.all().stream()
                .flatMap(topic -> TopicReader.records(kafka, topic).stream())
                .filter(record -> hasKey(text(record)))
                .map(record -> record.topic() + " " + record.offset())
                .toList();
    }

    private static String text(ConsumerRecord<String, byte[]> record) {
        var text = new StringBuilder(Optional.ofNullable(record.key()).orElse(""));
        record.headers().forEach(header -> text.append(new String(header.value(), ISO_8859_1)));
        return record.value() == null
                ? text.toString()
                : text.append(new String(record.value(), ISO_8859_1)).toString();
    }

    /** Every row of every table as text; what is binary there is hexadecimal. */
    private List<String> rowsWithTheKey() {
        return SqlStatement.of(
                        "SELECT table_name FROM information_schema.tables"
                                + " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'")
                .rows(database, row -> row.getString("table_name"))
                .stream()
                .flatMap(table ->
                        SqlStatement.of(
                                        "SELECT CAST(each AS text) AS line FROM \""
                                                + table
                                                + "\" AS each")
                                .rows(database, row -> row.getString("line"))
                                .stream()
                                .filter(KeySecrecyTest::hasKey)
                                .map(_ -> table))
                .toList();
    }

    private static boolean hasKey(String text) {
        return text.contains(KEY) || text.contains(HexFormat.of().formatHex(KEY.getBytes(UTF_8)));
    }
}
