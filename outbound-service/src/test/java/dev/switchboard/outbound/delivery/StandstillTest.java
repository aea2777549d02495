package dev.switchboard.outbound.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.localstack.testing.BackingServices;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.PartId;
import dev.switchboard.outbound.fence.Fence;
import dev.switchboard.outbound.fence.FenceSettings;
import dev.switchboard.outbound.fence.Line;
import dev.switchboard.outbound.provider.Evidence;
import dev.switchboard.outbound.provider.Exchange;
import dev.switchboard.outbound.provider.FailureClass;
import dev.switchboard.outbound.provider.FakeServer;
import dev.switchboard.outbound.provider.OutgoingPart;
import dev.switchboard.outbound.provider.Permit;
import dev.switchboard.outbound.provider.Provider;
import dev.switchboard.outbound.provider.ProviderHttp;
import dev.switchboard.outbound.provider.Providers;
import dev.switchboard.outbound.provider.SendFailure;
import dev.switchboard.outbound.provider.SendResult;
import dev.switchboard.outbound.testing.Scene;
import dev.switchboard.outbound.testing.SimulatedProviders;
import dev.switchboard.transcript.control.ControlStore;
import dev.switchboard.transcript.control.ConversationLock;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartContent;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.part.PartStore;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.net.http.HttpRequest;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A machine stands still, and its clocks with it, between the beginning of a send and its request:
 * when it goes on, no time has passed for it, while it has for everybody else. So no clock is moved
 * here; what the others did in the meantime is done within the send. Siblings: a database that
 * failed over or was killed, a connection cut between the two, a partition that moved on while its
 * former owner was stopped.
 */
@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,postgres"))
@WithTestResource(SimulatedProviders.class)
class StandstillTest {
    @Inject PartStore parts;

    @Inject Fence fence;

    @Inject Outcomes outcomes;

    @Inject StoreUntilKept store;

    @Inject DeliveryMeters meters;

    @Inject Brakes brakes;

    @Inject SendGate gate;

    @Inject FenceSettings limits;

    @Inject ProviderHttp http;

    @Inject ControlStore control;

    @Inject AgroalDataSource database;

    private final Scene scene = Scene.onTwilio();
    private final FakeServer server = new FakeServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void fenceWhoseSessionWasEndedRefusesThoughItsClockSaysEarly() throws InterruptedException {
        // Given
        var reply = planned(scene.fromAi("hello"));

        // When
        send(
                reply,
                () -> {
                    endSessionThatHoldsTheLock();
                    control.takeOver(scene.conversation().id(), "ana", Optional.empty());
                });

        // Then
        assertThat(server.asked()).isEmpty();
        assertThat(part(reply).state()).isEqualTo(PartState.PENDING);
        send(reply, () -> {});
        assertThat(server.asked()).isEmpty();
        assertThat(part(reply).state()).isEqualTo(PartState.SUPPRESSED);
    }

    @Test
    void partThatAnotherInstanceHasSentIsNotSentByTheSleeper() throws InterruptedException {
        // Given
        var reply = planned(scene.fromAi("hello"));

        // When
        send(reply, () -> sentByAnother(reply));

        // Then
        assertThat(server.asked()).isEmpty();
        assertThat(part(reply).attempts()).isEqualTo(2);
        assertThat(part(reply).state()).isEqualTo(PartState.SENDING);
    }

    @Test
    void operatorsPartThatAnotherInstanceHasSentIsNotSentByTheSleeper()
            throws InterruptedException {
        // Given
        var reply = planned(scene.fromOperator("hello"));

        // When
        send(reply, () -> sentByAnother(reply));

        // Then
        assertThat(server.asked()).isEmpty();
        assertThat(part(reply).attempts()).isEqualTo(2);
    }

    @Test
    void partWhoseSendCouldHaveBeenTakenUpByAnotherIsBegunAnew() throws InterruptedException {
        // Given
        var reply = planned(scene.fromOperator("hello"));

        // When
        send(reply, () -> {}, "PT0.000001S");

        // Then
        assertThat(server.asked()).isEmpty();
        assertThat(part(reply).state()).isEqualTo(PartState.PENDING);
    }

    @Test
    void standstillIsNotTakenForTheProvidersFailure() throws InterruptedException {
        // Given
        brakes.note(scene.conversation(), new SendResult.Accepted("works"));

        // When
        for (var number = 0; number < 12; number++) {
            var reply = planned(scene.fromOperator("hello " + number));
            send(reply, () -> sentByAnother(reply));
        }

        // Then
        assertThat(brakes.isHeld(scene.conversation())).isFalse();
    }

    @Test
    void partThatIsStillItsSendersLeaves() throws InterruptedException {
        // Given
        var fromAi = planned(scene.fromAi("hello"));
        var fromOperator = planned(scene.fromOperator("hello"));

        // When
        send(fromAi, () -> {});
        send(fromOperator, () -> {});

        // Then
        assertThat(server.asked()).hasSize(2);
        assertThat(part(fromAi).state()).isEqualTo(PartState.SENT);
        assertThat(part(fromOperator).state()).isEqualTo(PartState.SENT);
    }

    private ReplyDecided planned(ReplyDecided reply) {
        parts.plan(reply, List.of(PartContent.text(reply.text())), Instant.now());
        return reply;
    }

    /** As who finds the part in doubt does when the settle time is over. */
    private void sentByAnother(ReplyDecided reply) {
        parts.postpone(part(reply).id(), part(reply).attempts(), Instant.now());
        parts.beginSending(part(reply).id(), Instant.now());
    }

    private void endSessionThatHoldsTheLock() {
        var key = ConversationLock.key(scene.conversation().id());
        var sql =
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
                        + " AND (classid::bigint << 32) | objid::bigint = "
                        + key;
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(ReplyDecided reply, Runnable meanwhile) throws InterruptedException {
        send(reply, meanwhile, "PT1H");
    }

    private void send(ReplyDecided reply, Runnable meanwhile, String settle)
            throws InterruptedException {
        var part = part(reply);
        var outgoing =
                new OutgoingPart(
                        part.id(), reply.conversation(), reply.text(), List.of(), Optional.empty());
        new SendAttempt(
                        parts,
                        new Providers(List.<Provider>of(new StandingStill(meanwhile))),
                        fence,
                        outcomes,
                        store,
                        meters,
                        InstantSource.system(),
                        gate,
                        brakes,
                        limits,
                        settings(settle))
                .send(reply, part, outgoing, Line.NEVER_LOST);
    }

    private static DeliverySettings settings(String settle) {
        return new SmallRyeConfigBuilder()
                .withMapping(DeliverySettings.class)
                .withSources(
                        new PropertiesConfigSource(Map.of("delivery.settle", settle), "test", 100))
                .build()
                .getConfigMapping(DeliverySettings.class);
    }

    private Part part(ReplyDecided reply) {
        return parts.find(new PartId(reply.id(), 1)).orElseThrow();
    }

    /** A way to a real server on which time goes on for everybody else. */
    private final class StandingStill implements Provider {
        private final Runnable meanwhile;

        private StandingStill(Runnable meanwhile) {
            this.meanwhile = meanwhile;
        }

        @Override
        public Channel channel() {
            return Channel.TWILIO;
        }

        @Override
        public SendResult send(OutgoingPart part, Permit permit) throws InterruptedException {
            // Others are not in our transaction.
            CompletableFuture.runAsync(meanwhile).join();
            return switch (http.post(HttpRequest.newBuilder(server.url()), part.text(), permit)) {
                case Exchange.Answered _ -> new SendResult.Accepted("SM" + part.id());
                case Exchange.NotSent(var why) -> new SendResult.Refused(SendFailure.notSent(why));
                case Exchange.Lost(var why) -> new SendResult.Unknown(why);
            };
        }

        @Override
        public int longestText() {
            return 1600;
        }

        @Override
        public Evidence evidenceOf(OutgoingPart part, Instant since) {
            return new Evidence.NotKept();
        }

        @Override
        public void showTyping(ConversationKey conversation, String inboundMessageId) {}

        @Override
        public FailureClass classOf(String errorCode) {
            return FailureClass.PERMANENT;
        }
    }
}
