package dev.switchboard.outbound.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.channels.send.FailureClass;
import dev.switchboard.channels.send.HttpResult;
import dev.switchboard.channels.send.MessageSender;
import dev.switchboard.channels.send.MessageSenders;
import dev.switchboard.channels.send.OutgoingPart;
import dev.switchboard.channels.send.Permit;
import dev.switchboard.channels.send.ProviderHttp;
import dev.switchboard.channels.send.SendEvidence;
import dev.switchboard.channels.send.SendFailure;
import dev.switchboard.channels.send.SendResult;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.outbound.fence.Fence;
import dev.switchboard.outbound.fence.TakeoverSignal;
import dev.switchboard.outbound.limit.SendCircuitBreakers;
import dev.switchboard.outbound.limit.SendLimiter;
import dev.switchboard.outbound.part.DeliveryMeters;
import dev.switchboard.outbound.part.DeliverySettings;
import dev.switchboard.outbound.testing.DeliveryScene;
import dev.switchboard.outbound.testing.SimulatedProviders;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.FakeServer;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartContent;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.part.PartStore;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A machine stands still, with its clocks, between the start of a send and its request: when it
 * resumes, no time has passed for it, but for everybody else. So no clock is moved here; the
 * others' actions are run within the send. Related cases: a database that failed over or was
 * killed, a cut connection between the two, a partition that moved while its former owner was
 * stopped.
 */
@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,postgres"))
@WithTestResource(SimulatedProviders.class)
class StandstillTest {
    @Inject PartStore parts;

    @Inject Fence fence;

    @Inject SendResultHandler results;

    @Inject DeliveryMeters meters;

    @Inject SendCircuitBreakers circuitBreakers;

    @Inject SendLimiter limiter;

    @Inject ReplyPlan plan;

    @Inject ProviderHttp http;

    @Inject OwnershipStore ownership;

    @Inject Database database;

    private final DeliveryScene scene = DeliveryScene.onTwilio();
    private final FakeServer server = new FakeServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void fenceWithAnEndedSessionRefusesThoughItsDeadlineHasNotPassed() throws InterruptedException {
        // Given
        var reply = planned(scene.fromAi("hello"));

        // When
        send(
                reply,
                () -> {
                    endSessionOfTheFence();
                    inOtherSession(this::takeOver);
                });

        // Then
        assertThat(server.requests()).isEmpty();
        assertThat(part(reply).state()).isEqualTo(PartState.PENDING);
        send(reply, () -> {});
        assertThat(server.requests()).isEmpty();
        assertThat(part(reply).state()).isEqualTo(PartState.SUPPRESSED);
    }

    @Test
    void partOfAConversationTakenOverBeforeItsRequestIsNotSent() throws InterruptedException {
        // Given
        var reply = planned(scene.fromAi("hello"));

        // When
        send(reply, () -> inOtherSession(this::takeOver));

        // Then
        assertThat(server.requests()).isEmpty();
        assertThat(part(reply).state()).isEqualTo(PartState.SUPPRESSED);
    }

    @Test
    void partThatAnotherInstanceHasSentIsNotSentByThePausedOne() throws InterruptedException {
        // Given
        var reply = planned(scene.fromAi("hello"));

        // When
        send(reply, () -> inOtherSession(() -> sentByAnother(reply)));

        // Then
        assertThat(server.requests()).isEmpty();
        assertThat(part(reply).attempts()).isEqualTo(2);
        assertThat(part(reply).state()).isEqualTo(PartState.SENDING);
    }

    @Test
    void operatorsPartThatAnotherInstanceHasSentIsNotSentByThePausedOne()
            throws InterruptedException {
        // Given
        var reply = planned(scene.fromOperator("hello"));

        // When
        send(reply, () -> inOtherSession(() -> sentByAnother(reply)));

        // Then
        assertThat(server.requests()).isEmpty();
        assertThat(part(reply).attempts()).isEqualTo(2);
    }

    @Test
    void partThatAnotherInstanceCouldHaveTakenUpIsStartedAgain() throws InterruptedException {
        // Given
        var reply = planned(scene.fromOperator("hello"));

        // When
        send(reply, () -> {}, "PT0.000001S");

        // Then
        assertThat(server.requests()).isEmpty();
        assertThat(part(reply).state()).isEqualTo(PartState.PENDING);
    }

    @Test
    void standstillDoesNotOpenTheProvidersBreaker() throws InterruptedException {
        // Given
        circuitBreakers.onResult(scene.conversation(), new SendResult.Accepted("works"));

        // When
        for (var number = 0; number < 12; number++) {
            var reply = planned(scene.fromOperator("hello " + number));
            send(reply, () -> inOtherSession(() -> sentByAnother(reply)));
        }

        // Then
        assertThat(circuitBreakers.isOpen(scene.conversation())).isFalse();
    }

    @Test
    void partStillOwnedByItsSenderIsSent() throws InterruptedException {
        // Given
        var fromAi = planned(scene.fromAi("hello"));
        var fromOperator = planned(scene.fromOperator("hello"));

        // When
        send(fromAi, () -> {});
        send(fromOperator, () -> {});

        // Then
        assertThat(server.requests()).hasSize(2);
        assertThat(part(fromAi).state()).isEqualTo(PartState.SENT);
        assertThat(part(fromOperator).state()).isEqualTo(PartState.SENT);
    }

    private ReplyDecided planned(ReplyDecided reply) {
        parts.plan(reply, List.of(PartContent.text(reply.text())), Instant.now());
        return reply;
    }

    /** Starts another send, as another instance does after the reconcile timeout. */
    private void sentByAnother(ReplyDecided reply) {
        parts.postpone(part(reply).id(), part(reply).attempts(), Instant.now());
        parts.beginSending(part(reply).id(), Instant.now());
    }

    private void takeOver() {
        ownership.takeOver(scene.conversation().id(), "ana", null);
    }

    /** Runs within the fence's transaction, and so learns its session. */
    private void endSessionOfTheFence() {
        var session =
                SqlStatement.of("SELECT pg_backend_pid()").firstNumber(database).orElseThrow();
        inOtherSession(
                () -> SqlStatement.of("SELECT pg_terminate_backend(?)", session).run(database));
    }

    /** Others are not in our transaction, which belongs to its thread. */
    private static void inOtherSession(Runnable action) {
        CompletableFuture.runAsync(action).join();
    }

    private void send(ReplyDecided reply, Runnable meanwhile) throws InterruptedException {
        send(reply, meanwhile, "PT1H");
    }

    private void send(ReplyDecided reply, Runnable meanwhile, String reconcileTimeout)
            throws InterruptedException {
        var request =
                new ProviderRequest(
                        new MessageSenders(List.<MessageSender>of(new PausedProvider(meanwhile))),
                        meters,
                        circuitBreakers,
                        settings(reconcileTimeout));
        var clock = InstantSource.system();
        var runner = new AttemptRunner(fence, request, results, parts, clock);
        new PartSender(limiter, plan, parts, runner, request, results, clock)
                .send(reply, part(reply), TakeoverSignal.NEVER);
    }

    private static DeliverySettings settings(String reconcileTimeout) {
        return new SmallRyeConfigBuilder()
                .withMapping(DeliverySettings.class)
                .withSources(
                        new PropertiesConfigSource(
                                Map.of("switchboard.delivery.reconcile-timeout", reconcileTimeout),
                                "test",
                                100))
                .build()
                .getConfigMapping(DeliverySettings.class);
    }

    private Part part(ReplyDecided reply) {
        return parts.find(new PartId(reply.id(), 1)).orElseThrow();
    }

    /** Sender with a real server that runs others' actions before its request. */
    private final class PausedProvider implements MessageSender {
        private final Runnable meanwhile;

        private PausedProvider(Runnable meanwhile) {
            this.meanwhile = meanwhile;
        }

        @Override
        public Channel channel() {
            return Channel.TWILIO;
        }

        @Override
        public SendResult send(OutgoingPart part, Permit permit) throws InterruptedException {
            meanwhile.run();
            return switch (http.post(HttpRequest.newBuilder(server.url()), part.text(), permit)) {
                case HttpResult.Answered _ -> new SendResult.Accepted("SM" + part.id());
                case HttpResult.NotSent(var reason) ->
                        new SendResult.Refused(SendFailure.notSent(reason));
                case HttpResult.Lost(var reason) -> new SendResult.Unknown(reason);
            };
        }

        @Override
        public int maxTextLength() {
            return 1600;
        }

        @Override
        public SendEvidence findEvidence(OutgoingPart part, Instant since) {
            return new SendEvidence.Inconclusive();
        }

        @Override
        public void showTyping(ConversationKey conversation, String inboundMessageId) {}

        @Override
        public FailureClass classOf(String errorCode) {
            return FailureClass.PERMANENT;
        }
    }
}
