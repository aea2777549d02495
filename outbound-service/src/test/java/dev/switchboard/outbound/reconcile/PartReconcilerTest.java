package dev.switchboard.outbound.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.channels.send.Deadline;
import dev.switchboard.channels.send.MessageSenders;
import dev.switchboard.channels.send.OutgoingPart;
import dev.switchboard.channels.send.Permit;
import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.common.event.DeliveryStatus;
import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.outbound.testing.DeliveryScene;
import dev.switchboard.outbound.testing.ProviderSim;
import dev.switchboard.outbound.testing.SimulatedProviders;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.ownership.ConversationLock;
import dev.switchboard.transcript.part.PartContent;
import dev.switchboard.transcript.part.PartFailure;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.part.PartStore;
import dev.switchboard.transcript.sql.Database;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Parts left {@code SENDING}, as by a crash between sending and storing. */
@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,postgres"))
@WithTestResource(SimulatedProviders.class)
class PartReconcilerTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration LONGER_THAN_RECONCILE_TIMEOUT = Duration.ofMillis(2500);

    @Inject EventPublisher publisher;

    @Inject ProviderSim simulator;

    @Inject MessageSenders providers;

    @Inject PartStore parts;

    @Inject ConversationLock lock;

    @Inject AgroalDataSource database;
    @Inject Database transactions;

    @AfterEach
    void clearFaults() {
        simulator.clearFaults();
    }

    @Test
    void withoutEvidenceAPartIsUnknownAndTheRestOfTheReplyStillArrives() {
        // Given
        var scene = DeliveryScene.onMeta();
        var reply = scene.fromAi("whatever");
        crashedWhileSending(reply, "first", "second");

        // When
        publish(reply);

        // Then
        awaitState(reply, 2, PartState.SENT);
        assertThat(state(reply, 1)).isEqualTo(PartState.UNKNOWN);
        assertThat(bodies(scene)).containsExactly("second");
    }

    @Test
    void aStatusThatNamesThePartProvesThatItWasSent() {
        // Given
        var scene = DeliveryScene.onMeta();
        var reply = scene.fromAi("whatever");
        crashedWhileSending(reply, "first", "second");
        publish(reply);

        // When
        var status = statusNaming(new PartId(reply.id(), 1));
        publisher.publishAndWait(Topics.PROVIDER_STATUSES, status.providerMessageId(), status);

        // Then
        awaitState(reply, 2, PartState.SENT);
        assertThat(state(reply, 1)).isEqualTo(PartState.DELIVERED);
        assertThat(bodies(scene)).containsExactly("second");
    }

    @Test
    void aPartThatTheProvidersListDoesNotHaveIsSentAfterTheReconcileTimeout() {
        // Given
        var scene = DeliveryScene.onTwilio();
        var reply = scene.fromAi("whatever");
        crashedWhileSending(reply, "first", "second");

        // When
        publish(reply);

        // Then
        awaitState(reply, 2, PartState.SENT);
        assertThat(bodies(scene)).containsExactly("first", "second");
    }

    @Test
    void aListedMessageThatMayBeAnotherPartOfTheSameTextIsNoEvidence() throws InterruptedException {
        // Given
        var scene = DeliveryScene.onTwilio();
        var earlier = scene.fromAi("whatever");
        crashedWhileSending(earlier, "ok");
        acceptedWithoutResult(earlier, "ok");
        parts.unknown(
                new PartId(earlier.id(), 1),
                new PartFailure("outcome-unknown", "?"),
                Instant.now());
        var reply = scene.fromAi("whatever");
        crashedWhileSending(reply, "ok");

        // When
        publish(reply);

        // Then
        awaitState(reply, 1, PartState.UNKNOWN);
        assertThat(bodies(scene)).containsExactly("ok");
    }

    /** Sends the part without storing the result. */
    private void acceptedWithoutResult(ReplyDecided reply, String text)
            throws InterruptedException {
        var part =
                new OutgoingPart(
                        new PartId(reply.id(), 1),
                        reply.conversation(),
                        text,
                        List.of(),
                        Optional.empty());
        var _ =
                providers
                        .on(reply.conversation().channel())
                        .send(part, Permit.until(Deadline.in(LONG)));
    }

    @Test
    void aPartIsNotGivenUpWhileItsProviderIsDown() {
        // Given
        var scene = DeliveryScene.onTwilio();
        var reply = scene.fromAi("whatever");
        simulator.injectFaults("{\"twilio\":{\"status\":503}}");
        crashedWhileSending(reply, "first");
        publish(reply);
        await().during(LONGER_THAN_RECONCILE_TIMEOUT)
                .atMost(LONG)
                .until(() -> state(reply, 1) == PartState.SENDING);

        // When
        simulator.clearFaults();

        // Then
        awaitState(reply, 1, PartState.SENT);
        assertThat(bodies(scene)).containsExactly("first");
    }

    @Test
    void aSendDelayedForTooLongIsStartedAgain() {
        // Given
        var reply = DeliveryScene.onTwilio().fromAi("hello");

        // When
        transactions.runInTransaction(() -> {
            lock.exclusive(reply.conversation().id(), LONG);
            publish(reply);
            await().atMost(LONG).until(() -> isSending(reply));
            await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        });

        // Then
        awaitState(reply, 1, PartState.SENT);
        assertThat(parts.of(reply.id()).getFirst().attempts()).isGreaterThan(1);
    }

    private boolean isSending(ReplyDecided reply) {
        return parts.of(reply.id()).stream().anyMatch(part -> part.state() == PartState.SENDING);
    }

    @Test
    void aResultWhoseTransactionWasLostIsStoredAllTheSame() throws SQLException {
        // Given
        var scene = DeliveryScene.onMeta();
        var reply = scene.fromAi("whatever");
        simulator.injectFaults("{\"meta\":{\"latency\":\"PT1S\"}}");
        publish(reply);
        await().atMost(LONG).until(() -> !bodies(scene).isEmpty());

        // When
        endTransactionsThatHoldLocks();

        // Then
        awaitState(reply, 1, PartState.SENT);
        assertThat(bodies(scene)).hasSize(1);
    }

    private void endTransactionsThatHoldLocks() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");
        }
    }

    private void crashedWhileSending(ReplyDecided reply, String... texts) {
        parts.plan(reply, List.of(texts).stream().map(PartContent::text).toList(), Instant.now());
        parts.beginSending(new PartId(reply.id(), 1), Instant.now());
    }

    private void publish(ReplyDecided reply) {
        publisher.publishAndWait(Topics.REPLIES, reply.conversation().id().toString(), reply);
    }

    private static ProviderStatusReceived statusNaming(PartId part) {
        return new ProviderStatusReceived(
                UUID.randomUUID(),
                Channel.META,
                "wamid." + UUID.randomUUID(),
                Optional.of(part),
                DeliveryStatus.DELIVERED,
                "delivered",
                Optional.empty(),
                Optional.empty(),
                Instant.now(),
                Instant.now());
    }

    private void awaitState(ReplyDecided reply, int number, PartState expected) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(state(reply, number)).isEqualTo(expected));
    }

    private PartState state(ReplyDecided reply, int number) {
        return parts.find(new PartId(reply.id(), number)).orElseThrow().state();
    }

    private List<String> bodies(DeliveryScene scene) {
        return simulator.sends(scene.customer()).stream().map(ProviderSim.Send::body).toList();
    }
}
