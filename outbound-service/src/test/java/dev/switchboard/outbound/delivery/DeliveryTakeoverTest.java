package dev.switchboard.outbound.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.channels.send.MessageSenders;
import dev.switchboard.channels.send.SendResult;
import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.common.event.OwnershipChanged;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.outbound.fence.TakeoverSignals;
import dev.switchboard.outbound.limit.SendCircuitBreakers;
import dev.switchboard.outbound.part.DeliverySettings;
import dev.switchboard.outbound.reconcile.PartReconciler;
import dev.switchboard.outbound.testing.DeliveryScene;
import dev.switchboard.outbound.testing.NoSendAfterTakeover;
import dev.switchboard.outbound.testing.ProviderSim;
import dev.switchboard.outbound.testing.SimulatedProviders;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.message.MessageStatus;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartContent;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.part.PartStore;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,postgres"))
@WithTestResource(SimulatedProviders.class)
class DeliveryTakeoverTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Inject EventPublisher publisher;

    @Inject ProviderSim simulator;

    @Inject PartStore parts;

    @Inject MessageStore messages;

    @Inject OwnershipStore ownership;

    @Inject SendCircuitBreakers circuitBreakers;

    @Inject PartSender sender;

    @Inject PartReconciler reconciler;

    @Inject TakeoverSignals signals;

    @Inject MessageSenders providers;

    private final DeliveryScene scene = DeliveryScene.onTwilio();

    @AfterEach
    void clearFaults() {
        simulator.clearFaults();
        circuitBreakers.onResult(scene.conversation(), new SendResult.Accepted("released"));
    }

    @Test
    void aTakeoverWaitsForTheSendInFlightAndNoneStartsAfterIt() {
        // Given
        simulator.injectFaults("{\"twilio\":{\"latency\":\"PT2S\"}}");
        var reply = scene.fromAi(DeliveryScene.textOf(3));
        publish(reply);
        await().atMost(LONG).until(() -> !sends().isEmpty());

        // When
        var takeover = takeOver();

        // Then
        awaitStates(reply, PartState.SENT, PartState.SUPPRESSED, PartState.SUPPRESSED);
        assertThat(takeover.violations(sends())).isEmpty();
        assertThat(sends())
                .singleElement()
                .satisfies(send ->
                        assertThat(send.answeredAt().orElseThrow())
                                .isBefore(takeover.answeredAt()));
        assertThat(messages.find(MessageId.of(reply.id())).orElseThrow().status())
                .isEqualTo(MessageStatus.SUPPRESSED);
    }

    @Test
    void anOperatorsReplyIsSentAndTheCheckNoticesIt() {
        // Given
        var takeover = takeOver();
        var reply = scene.fromOperator("a person speaking");

        // When
        publish(reply);

        // Then
        awaitStates(reply, PartState.SENT);
        assertThat(takeover.violations(sends())).hasSize(1);
    }

    @Test
    void aReplyDecidedBeforeATakeoverIsSuppressedAfterTheHandback() {
        // Given
        takeOver();
        ownership.handBack(scene.conversation().id(), "ana", null);
        var stale = scene.fromAi("decided before");

        // When
        publish(stale);

        // Then
        awaitStates(stale, PartState.SUPPRESSED);
        assertThat(sends()).isEmpty();
    }

    @Test
    void aTakeoverDuringTheBackoffSuppressesThePart() {
        // Given
        simulator.injectFaults("{\"twilio\":{\"status\":429,\"code\":20429}}");
        var reply = scene.fromAi("too fast");
        publish(reply);
        await().atMost(LONG).until(() -> !sends().isEmpty());

        // When
        var takeover = takeOver();

        // Then
        awaitStates(reply, PartState.SUPPRESSED);
        assertThat(takeover.violations(sends())).isEmpty();
    }

    @Test
    void aTakeoverWhileTheBreakerIsOpenSuppressesThePartAtOnce() {
        // Given
        openBreaker();
        var reply = scene.fromAi(DeliveryScene.textOf(2));
        publish(reply);
        awaitBreakerOpen(reply);

        // When
        takeOver();

        // Then
        await().atMost(LONG)
                .untilAsserted(() -> {
                    openBreaker();
                    publishHint();
                    assertThat(states(reply))
                            .containsExactly(PartState.SUPPRESSED, PartState.SUPPRESSED);
                });
        assertThat(sends()).isEmpty();
    }

    @Test
    void aNewPartIsSuppressedAtOnceWhileTheBreakerIsOpenAndAnOperatorIsTheOwner() {
        // Given
        openBreaker();
        takeOver();
        var reply = scene.fromAi("too late");

        // When
        publish(reply);

        // Then
        await().atMost(LONG)
                .untilAsserted(() -> {
                    openBreaker();
                    assertThat(states(reply)).containsExactly(PartState.SUPPRESSED);
                });
        assertThat(sends()).isEmpty();
    }

    /**
     * The parts behind it in its lane, such as the operator's first, wait until it has ended.
     * Related cases: a part that waits for the rate limiter, one that waits for its number's
     * breaker, one of unknown outcome ({@code SettleTimeTest}).
     */
    @Test
    void aTakeoverEndsAPartsBackoff() throws InterruptedException {
        // Given
        simulator.injectFaults("{\"twilio\":{\"status\":429,\"code\":63018}}");
        var reply = scene.fromAi("too much for one customer");
        var part = parts.plan(reply, List.of(PartContent.text("hello")), Instant.now()).getFirst();
        var delivered = Thread.startVirtualThread(() -> deliverWithLongBackoff(reply, part));
        await().atMost(LONG).until(() -> isInBackoff(reply));

        // When
        takeOver();

        // Then
        await().atMost(LONG)
                .until(() -> {
                    publishHint();
                    return !delivered.isAlive();
                });
        assertThat(states(reply)).containsExactly(PartState.SUPPRESSED);
    }

    private boolean isInBackoff(ReplyDecided reply) {
        var part = parts.of(reply.id()).getFirst();
        return part.attempts() == 1 && part.state() == PartState.PENDING;
    }

    /** Delivers with an hour between two attempts. */
    private void deliverWithLongBackoff(ReplyDecided reply, Part part) {
        var values = new HashMap<String, String>();
        List.of(
                        "retry-initial-backoff",
                        "retry-max-backoff",
                        "recipient-initial-backoff",
                        "recipient-max-backoff")
                .forEach(name -> values.put("delivery." + name, "PT1H"));
        var settings =
                new SmallRyeConfigBuilder()
                        .withMapping(DeliverySettings.class)
                        .withSources(new PropertiesConfigSource(values, "test", 100))
                        .build()
                        .getConfigMapping(DeliverySettings.class);
        try {
            new PartDelivery(
                            parts,
                            sender,
                            reconciler,
                            signals,
                            providers,
                            InstantSource.system(),
                            settings)
                    .deliver(reply, part);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Opens the provider's circuit breaker for five seconds. */
    private void openBreaker() {
        IntStream.range(0, 10)
                .forEach(_ ->
                        circuitBreakers.onResult(
                                scene.conversation(), new SendResult.Unknown("silence")));
    }

    private void awaitBreakerOpen(ReplyDecided reply) {
        await().during(Duration.ofSeconds(1))
                .atMost(LONG)
                .until(() -> {
                    openBreaker();
                    return states(reply).equals(List.of(PartState.PENDING, PartState.PENDING));
                });
    }

    /** Published as by the operator service; repeated, since nobody may listen yet. */
    private void publishHint() {
        publisher.hint(
                new OwnershipChanged(
                        UUID.randomUUID(), scene.conversation(), false, 1, Instant.now()));
    }

    private NoSendAfterTakeover takeOver() {
        ownership.takeOver(scene.conversation().id(), "ana", null);
        return new NoSendAfterTakeover(Instant.now());
    }

    private void publish(ReplyDecided reply) {
        publisher.publishAndWait(Topics.REPLIES, reply.conversation().id().toString(), reply);
    }

    private void awaitStates(ReplyDecided reply, PartState... expected) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(states(reply)).containsExactly(expected));
    }

    private List<PartState> states(ReplyDecided reply) {
        return parts.of(reply.id()).stream().map(Part::state).toList();
    }

    private List<ProviderSim.Send> sends() {
        return simulator.sends(scene.customer());
    }
}
