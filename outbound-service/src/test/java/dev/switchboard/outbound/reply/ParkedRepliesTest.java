package dev.switchboard.outbound.reply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.common.event.DeadLettered;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.common.wire.EventCodec;
import dev.switchboard.outbound.delivery.ReplyDelivery;
import dev.switchboard.outbound.testing.DeliveryScene;
import dev.switchboard.outbound.testing.ProviderSim;
import dev.switchboard.outbound.testing.SimulatedProviders;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.TopicReader;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.part.ParkedReplyStore;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.part.PartStore;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Twelve conversations of a number and thirty replies of a provider may be in flight here: two
 * failing numbers leave room. Related cases: a number that is refused, one that is too fast, one
 * suspected of spam, one whose customers write on.
 */
@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,postgres"))
@WithTestResource(SimulatedProviders.class)
class ParkedRepliesTest {
    private static final Duration LONG = Duration.ofSeconds(25);
    private static final Duration DELIVERY_DEADLINE =
            SimulatedProviders.DELIVERY_TIMEOUT.plusSeconds(60);

    @Inject EventPublisher publisher;

    @Inject ProviderSim providers;

    @Inject PartStore parts;

    @Inject ParkedReplyStore parked;

    @Inject ReplyDelivery delivery;

    @Inject OwnershipStore ownership;

    @Inject AgroalDataSource database;

    @Inject MeterRegistry metrics;

    @AfterEach
    void clearFaults() {
        providers.clearFaults();
    }

    @Test
    void aFailingNumberLeavesRoomForTheOthersAndItsRepliesFail() {
        // Given
        var refused =
                IntStream.range(0, 60)
                        .mapToObj(n -> DeliveryScene.onForeignNumber().fromAi("refused " + n))
                        .toList();
        refused.forEach(this::publish);

        // When
        var other = DeliveryScene.onTwilio().fromAi("not delayed");
        publish(other);

        // Then
        await().atMost(LONG).until(() -> is(other, PartState.SENT));
        assertThat(refused).noneMatch(reply -> is(reply, PartState.SENT));
        await().atMost(DELIVERY_DEADLINE)
                .until(() -> refused.stream().allMatch(reply -> is(reply, PartState.FAILED)));
    }

    @Test
    void anOperatorsReplyDoesNotWaitForTheNumbersQuota() {
        // Given
        var scenes = Stream.generate(DeliveryScene::onForeignNumber).limit(30).toList();
        var replies = scenes.stream().map(scene -> scene.fromAi("refused")).toList();
        replies.forEach(this::publish);
        var last = scenes.getLast();
        await().atMost(LONG).until(() -> parked.oldest(last.conversation().id()).isPresent());

        // When
        ownership.takeOver(last.conversation().id(), "ana", null);
        var operatorReply = last.fromOperator("a person speaking");
        publish(operatorReply);

        // Then
        await().atMost(LONG).until(() -> is(replies.getLast(), PartState.SUPPRESSED));
        await().atMost(DELIVERY_DEADLINE)
                .until(() -> parts.of(operatorReply.id()).getFirst().attempts() > 0);
    }

    @Test
    void parkedRepliesAreSentInOrder() {
        // Given
        providers.injectFaults("{\"twilio\":{\"status\":401,\"code\":20003}}");
        var first =
                Stream.generate(DeliveryScene::onTwilio)
                        .limit(12)
                        .map(customer -> customer.fromAi("first"))
                        .toList();
        first.forEach(this::publish);
        await().atMost(LONG)
                .until(() -> first.stream().noneMatch(reply -> parts.of(reply.id()).isEmpty()));
        var scene = DeliveryScene.onTwilio();
        var replies = List.of(scene.fromAi("one"), scene.fromAi("two"), scene.fromAi("three"));
        replies.forEach(this::publish);
        await().atMost(LONG).until(() -> !parts.of(replies.getLast().id()).isEmpty());

        // When
        providers.clearFaults();

        // Then
        await().atMost(LONG)
                .until(() -> replies.stream().allMatch(reply -> is(reply, PartState.SENT)));
        assertThat(accepted(scene)).containsExactly("one", "two", "three");
    }

    @Test
    void repliesParkedByAKilledInstanceAreDelivered() {
        // Given
        var scene = DeliveryScene.onTwilio();
        var replies = List.of(scene.fromAi("one"), scene.fromOperator("two"));

        // When
        replies.forEach(this::park);

        // Then
        await().atMost(LONG)
                .until(() -> replies.stream().allMatch(reply -> is(reply, PartState.SENT)));
        assertThat(accepted(scene)).containsExactly("one", "two");
        await().atMost(LONG).until(() -> parked.oldest(scene.conversation().id()).isEmpty());
    }

    @Test
    void parkedReplyThatFailsByABugBecomesADeadLetterThatCanBeReplayed() throws SQLException {
        // Given
        var scene = DeliveryScene.onTwilio();
        var bad = scene.fromAi("nobody can send this");
        var good = scene.fromAi("behind it");
        change(
                "ALTER TABLE message_part ADD CONSTRAINT on_purpose CHECK (state <> 'SENDING' OR"
                        + " text <> 'nobody can send this') NOT VALID");

        // When
        try {
            park(bad);
            park(good);

            // Then
            await().atMost(LONG).until(() -> is(good, PartState.SENT));
        } finally {
            change("ALTER TABLE message_part DROP CONSTRAINT on_purpose");
        }
        var letter = assertThat(letters(scene)).singleElement().actual();
        assertThat(EventCodec.decode(ReplyDecided.class, letter.value().orElseThrow()))
                .isEqualTo(bad);
        assertThat(is(bad, PartState.PENDING)).isTrue();

        // When
        publish(bad);

        // Then
        await().atMost(LONG).until(() -> is(bad, PartState.SENT));
    }

    @Test
    void parkedReplyThatCannotBeReadBecomesADeadLetter() throws SQLException {
        // Given
        var scene = DeliveryScene.onTwilio();
        var good = scene.fromAi("behind it");

        // When
        change(
                "INSERT INTO parked_reply (reply_id, conversation_id, channel, business_id,"
                        + " partition, event) VALUES (gen_random_uuid(), '%s', 'twilio', '%s', 3,"
                                .formatted(
                                        scene.conversation().id(),
                                        scene.conversation().business().id())
                        + " convert_to('no reply', 'UTF8'))");
        park(good);

        // Then
        await().atMost(LONG).until(() -> is(good, PartState.SENT));
        assertThat(letters(scene))
                .singleElement()
                .satisfies(letter ->
                        assertThat(letter.value().orElseThrow())
                                .isEqualTo("no reply".getBytes(UTF_8)));
    }

    @Test
    void repliesThatWaitParkedAreCounted() {
        // Given
        providers.injectFaults("{\"twilio\":{\"status\":401,\"code\":20003}}");
        Stream.generate(DeliveryScene::onTwilio)
                .limit(20)
                .map(customer -> customer.fromAi("counted"))
                .forEach(this::publish);

        // Then
        await().atMost(LONG).until(() -> countedAsParked() >= 8);

        // When
        providers.clearFaults();

        // Then
        await().atMost(DELIVERY_DEADLINE).until(() -> countedAsParked() == 0);
    }

    private double countedAsParked() {
        return metrics.get("switchboard.replies.parked").tag("provider", "twilio").gauge().value();
    }

    private void park(ReplyDecided reply) {
        delivery.prepare(reply);
        parked.park(reply, 3);
    }

    private void change(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<DeadLettered> letters(DeliveryScene scene) {
        var servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        return TopicReader.records(servers, Topics.DEAD_LETTERS).stream()
                .map(record -> EventCodec.decode(DeadLettered.class, record.value()))
                .filter(letter ->
                        letter.key().equals(Optional.of(scene.conversation().id().toString())))
                .toList();
    }

    private boolean is(ReplyDecided reply, PartState state) {
        var all = parts.of(reply.id());
        return !all.isEmpty() && all.stream().allMatch(part -> part.state() == state);
    }

    private List<String> accepted(DeliveryScene scene) {
        return providers.sends(scene.customer()).stream()
                .filter(send -> "accepted".equals(send.outcome()))
                .map(ProviderSim.Send::body)
                .toList();
    }

    private void publish(ReplyDecided reply) {
        publisher.publishAndWait(Topics.REPLIES, reply.conversation().id().toString(), reply);
    }
}
