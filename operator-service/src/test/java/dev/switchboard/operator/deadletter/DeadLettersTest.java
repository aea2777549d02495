package dev.switchboard.operator.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.chassis.kafka.HeaderText;
import dev.switchboard.common.event.DeadLettered;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.event.TurnReady.Closing;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.common.wire.EventCodec;
import dev.switchboard.operator.testing.Api;
import dev.switchboard.operator.testing.OperatorScene;
import dev.switchboard.operator.testing.Published;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.reply.ReplyStore;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(BackingServices.class)
class DeadLettersTest {
    private static final String PATH = "/api/v1/dead-letters";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Inject EventPublisher publisher;
    @Inject DeadLetterStore store;
    @Inject OperatorScene scene;
    @Inject ReplyStore replies;
    @Inject OwnershipStore controls;

    @Test
    void recordThatCannotBeReadIsListedWithItsCauseAndShownInFullOnlyInItsLetter() {
        // Given
        var key = UUID.randomUUID().toString();

        // When
        publisher.republishAndWait("inbound", key, "{\"secret\":".getBytes(UTF_8), Map.of());

        // Then
        var listed = listed("key", key, 1).getFirst();
        assertThat(listed)
                .containsEntry("origin", "inbound")
                .containsEntry("attempts", 1)
                .containsEntry("replays", 0);
        assertThat(listed.get("cause").toString()).contains("MessageReceived");
        assertThat(listed.toString()).doesNotContain("secret");
        assertThat(Api.get(PATH + "/" + listed.get("id")).jsonPath().getString("body"))
                .isEqualTo("{\"secret\":");
    }

    @Test
    void recordThatFailsAgainBecomesALetterThatNamesTheFirst() {
        // Given
        var key = UUID.randomUUID().toString();
        publisher.republishAndWait("inbound", key, "no json".getBytes(UTF_8), Map.of());
        var first = listed("key", key, 1).getFirst().get("id").toString();

        // When
        var answer = replay(first);

        // Then
        assertThat(answer.getInt("replays")).isEqualTo(1);
        assertThat(answer.getString("replayedBy")).isEqualTo("api");
        assertThat(answer.getString("replayedAt")).isNotNull();
        assertThat(listed("key", key, 2).stream().map(letter -> letter.get("replayOf")))
                .contains(first);
    }

    @Test
    void recordThatFailedByABugIsProcessedOnceItIsReplayed() {
        // Given
        var message = OperatorScene.message(OperatorScene.newPhone(), "hello");
        var letter = letter(message, Map.of());
        deadLetter(letter);
        var phone = message.conversation().customer().value();
        assertThat(takeover(phone)).isEqualTo(404);

        // When
        replay(letter.eventId().toString());

        // Then
        await().atMost(TIMEOUT).until(() -> takeover(phone) == 200);
        assertThat(Published.in(Topics.INBOUND, message.conversation())).containsOnly(message);
    }

    @Test
    void replayedRecordHasItsKeyAndHeadersAndAMark() {
        // Given
        var message = OperatorScene.message(OperatorScene.newPhone(), "hello");
        var headers =
                Map.of(
                        "event-type",
                        "MessageReceived",
                        "traceparent",
                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        var letter = letter(message, headers);
        deadLetter(letter);

        // When
        replay(letter.eventId().toString());

        // Then
        var record = Published.record(Topics.INBOUND, message.conversation());
        assertThat(record.value()).isEqualTo(EventCodec.encode(message));
        assertThat(HeaderText.of(record.headers()))
                .containsAllEntriesOf(headers)
                .containsEntry("replay-of", letter.eventId().toString());
    }

    @Test
    void sameLetterIsStoredOnce() {
        // Given
        var letter = letter("inbound", new byte[] {1});

        // When
        var first = store.keep(letter);
        var second = store.keep(letter);

        // Then
        assertThat(List.of(first, second)).containsExactly(true, false);
    }

    @Test
    void letterShowsTheStateOfItsTurn() {
        // Given
        var open = scene.customerWrites(scene.conversation(), "open");
        var answered = scene.customerWrites(scene.conversation(), "answered");
        scene.aiReplies(answered, 0);
        var left = scene.customerWrites(scene.conversation(), "left");
        scene.leaveToOperator(left);

        // When
        var states = List.of(open, answered, left).stream().map(this::stateOf).toList();

        // Then
        assertThat(states).containsExactly("open", "answered", "left-unanswered");
    }

    private String stateOf(MessageReceived message) {
        return stateOf(letterOf(turn(message)));
    }

    private static String stateOf(DeadLettered letter) {
        return Api.get(PATH + "/" + letter.eventId()).jsonPath().getString("letter.turn.state");
    }

    @Test
    void apologizedTurnIsReplayedAsTheSameNewTurnHoweverOften() {
        // Given
        var turn = turn(scene.customerWrites(scene.conversation(), "Is my parcel lost?"));
        apologize(turn);
        var letter = letterOf(turn);
        assertThat(stateOf(letter)).isEqualTo("apologized");

        // When
        replay(letter.eventId().toString());
        replay(letter.eventId().toString());

        // Then
        assertThat(Published.in(Topics.TURNS, turn.conversation()))
                .hasSize(2)
                .allSatisfy(again -> {
                    assertThat(again.id()).isEqualTo(turn.id().retried());
                    assertThat(again.messages()).isEqualTo(turn.messages());
                    assertThat(again.closedBy()).isEqualTo(Closing.HANDBACK);
                });
    }

    @Test
    void apologizedTurnIsNotReplayedWhileAnOperatorIsTheOwner() {
        // Given
        var turn = turn(scene.customerWrites(scene.conversation(), "Is my parcel lost?"));
        apologize(turn);
        controls.takeOver(turn.conversation().id(), "olga", null);

        // When
        var refusal = refusedReplay(letterOf(turn));

        // Then
        assertThat(refusal).contains("an operator is the owner");
    }

    @Test
    void apologizedTurnIsNotReplayedIfTheCustomerHasHadAnAnswerSince() {
        // Given
        var turn = turn(scene.customerWrites(scene.conversation(), "Is my parcel lost?"));
        apologize(turn);
        scene.aiReplies(scene.customerWrites(turn.conversation(), "Hello?"), 0);

        // When
        var refusal = refusedReplay(letterOf(turn));

        // Then
        assertThat(refusal).contains("has had an answer since");
    }

    @Test
    void turnThatFailedAgainIsReplayedByItsNewestLetterOnly() {
        // Given
        var turn = turn(scene.customerWrites(scene.conversation(), "Is my parcel lost?"));
        var again =
                new TurnReady(
                        turn.id().retried(),
                        turn.conversation(),
                        turn.messages(),
                        Closing.HANDBACK,
                        Instant.now());
        apologize(turn);
        apologize(again);

        var newest = letterOf(again);

        // When
        var refusal = refusedReplay(letterOf(turn));
        replay(newest.eventId().toString());

        // Then
        assertThat(refusal).contains("newer letter");
        var record = Published.record(Topics.TURNS, turn.conversation());
        assertThat(HeaderText.of(record.headers()))
                .containsEntry("event-id", again.id().retried().toString())
                .containsEntry("replay-of", newest.eventId().toString());
    }

    @Test
    void replayedTurnThatWasLeftToAnOperatorCanBeReplayedAgain() {
        // Given
        var turn = turn(scene.customerWrites(scene.conversation(), "Is my parcel lost?"));
        apologize(turn);
        var letter = letterOf(turn);
        var conversation = turn.conversation().id();
        controls.takeOver(conversation, "olga", null);
        replies.leaveToOperator(conversation, List.of(turn.id().retried()));
        controls.handBack(conversation, "olga", null);

        // When
        replay(letter.eventId().toString());

        // Then
        assertThat(Published.in(Topics.TURNS, turn.conversation()))
                .singleElement()
                .satisfies(
                        again -> assertThat(again.id()).isEqualTo(turn.id().retried().retried()));
    }

    private static TurnReady turn(MessageReceived message) {
        return new TurnReady(
                TurnId.startingWith(message.id()),
                message.conversation(),
                List.of(message),
                Closing.QUIET,
                Instant.now());
    }

    private void apologize(TurnReady turn) {
        var apology =
                new ReplyDecided(
                        ReplyId.to(turn.id()),
                        turn.conversation(),
                        ReplyDecided.Author.SYSTEM,
                        Optional.empty(),
                        "Sorry",
                        List.of(),
                        0,
                        List.of(turn.id()),
                        Optional.empty(),
                        Instant.now());
        replies.claim(apology, "OVERLOADED: HTTP 503");
    }

    private DeadLettered letterOf(TurnReady turn) {
        var conversation = turn.conversation().id().toString();
        var letter = letter("turns", conversation, EventCodec.encode(turn), Map.of());
        store.keep(letter);
        return letter;
    }

    private static String refusedReplay(DeadLettered letter) {
        var answer = Api.post(PATH + "/" + letter.eventId() + "/replay", Map.of());
        assertThat(answer.statusCode()).isEqualTo(409);
        return answer.jsonPath().getString("detail");
    }

    @Test
    void letterWithTextThatPostgresCannotStoreIsStored() {
        // Given
        var nul = "a\u0000b";
        var letter =
                DeadLettered.of(
                        "inbound",
                        0,
                        System.nanoTime(),
                        nul,
                        nul,
                        Map.of(nul, nul),
                        nul.getBytes(UTF_8),
                        nul.repeat(9_000),
                        1,
                        Instant.now());

        // When
        store.keep(letter);

        // Then
        assertThat(store.event(letter.eventId())).hasValue(letter);
        assertThat(store.find(letter.eventId()).orElseThrow().key()).hasValue("ab");
    }

    @Test
    void listIsPagedAndFiltered() {
        // Given
        var origin = "origin-" + UUID.randomUUID();
        for (var i = 0; i < 5; i++) {
            store.keep(letter(origin, new byte[] {1}));
        }

        // When
        var first = Api.get(PATH + "?limit=3&origin=" + origin).jsonPath();
        var second =
                Api.get(
                                PATH + "?limit=3&origin={origin}&before={before}",
                                origin,
                                first.getString("nextBefore"))
                        .jsonPath();

        // Then
        assertThat(first.getList("deadLetters.id")).hasSize(3);
        assertThat(second.getList("deadLetters.id"))
                .hasSize(2)
                .doesNotContainAnyElementsOf(first.getList("deadLetters.id"));
        assertThat(second.getString("nextBefore")).isNull();
        assertThat(List.of(true, false))
                .extracting(replayed ->
                        Api.get(PATH + "?replayed=" + replayed + "&origin=" + origin)
                                .jsonPath()
                                .getList("deadLetters")
                                .size())
                .containsExactly(0, 5);
    }

    @Test
    void letterWithoutACopyOfItsRecordOrFromAnUnknownTopicCannotBeReplayed() {
        // Given
        var empty = letter("inbound", new byte[0]);
        var elsewhere = letter("somebody-elses-topic", new byte[] {1});
        store.keep(empty);
        store.keep(elsewhere);

        // When
        var answers =
                List.of(empty, elsewhere).stream()
                        .map(letter ->
                                Api.post(PATH + "/" + letter.eventId() + "/replay", Map.of()))
                        .toList();

        // Then
        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(409));
        assertThat(store.find(empty.eventId()).orElseThrow().replays()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "?limit=0,limit",
        "?limit=x,limit",
        "?before=x,before",
        "?replayed=maybe,replayed",
        "/x,id"
    })
    void parameterThatCannotBeReadIsNamed(String query, String field) {
        // When
        var answer = Api.get(PATH + query);

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("field")).isEqualTo(field);
    }

    @Test
    void unknownLetterIsNotFound() {
        assertThat(Api.get(PATH + "/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/0a1b2c3d-0000-4000-8000-000000000001"})
    void operatorWhoIsNoAdministratorSeesNone(String path) {
        // When
        var answer = Api.asOperator().get(PATH + path);

        // Then
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }

    private static DeadLettered letter(MessageReceived message, Map<String, String> headers) {
        var conversation = message.conversation().id().toString();
        return letter("inbound", conversation, EventCodec.encode(message), headers);
    }

    private static DeadLettered letter(String origin, byte[] value) {
        return letter(origin, UUID.randomUUID().toString(), value, Map.of());
    }

    private static DeadLettered letter(
            String origin, String key, byte[] value, Map<String, String> headers) {
        return DeadLettered.of(
                origin, 0, System.nanoTime(), key, null, headers, value, "a bug", 5, Instant.now());
    }

    /** Through the topic, as a service does. */
    private void deadLetter(DeadLettered letter) {
        publisher.publishAndWait(Topics.DEAD_LETTERS, letter.key().orElseThrow(), letter);
        await().atMost(TIMEOUT).until(() -> store.find(letter.eventId()).isPresent());
    }

    private static List<Map<String, Object>> listed(String field, String value, int count) {
        return await().atMost(TIMEOUT)
                .until(
                        () ->
                                Api.get(PATH + "?limit=200")
                                        .jsonPath()
                                        .<Map<String, Object>>getList("deadLetters")
                                        .stream()
                                        .filter(letter -> value.equals(letter.get(field)))
                                        .toList(),
                        found -> found.size() == count);
    }

    private static JsonPath replay(String id) {
        var answer = Api.post(PATH + "/" + id + "/replay", Map.of());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.jsonPath();
    }

    private static int takeover(String phone) {
        return Api.post("/api/v1/takeover", Map.of("phone", phone)).statusCode();
    }
}
