package dev.switchboard.outbound.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.outbound.testing.DeliveryScene;
import dev.switchboard.outbound.testing.ProviderSim;
import dev.switchboard.outbound.testing.SimulatedProviders;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.message.MessageStatus;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartContent;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.part.PartStore;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,postgres"))
@WithTestResource(SimulatedProviders.class)
class DeliveryTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Inject EventPublisher publisher;

    @Inject ProviderSim providers;

    @Inject PartStore parts;

    @Inject MessageStore messages;

    private final DeliveryScene scene = DeliveryScene.onTwilio();

    @AfterEach
    void clearFaults() {
        providers.clearFaults();
    }

    @Test
    void aLongReplyArrivesInPartsInOrder() {
        // Given
        var reply = scene.fromAi(DeliveryScene.textOf(3));

        // When
        publish(reply);

        // Then
        awaitStates(reply, PartState.SENT, PartState.SENT, PartState.SENT);
        var bodies = bodies();
        assertThat(bodies).hasSize(3).allSatisfy(body -> assertThat(body).hasSizeLessThan(201));
        assertThat(bodies.get(0)).contains("Paragraph 1");
        assertThat(bodies.get(1)).contains("Paragraph 2");
        assertThat(bodies.get(2)).contains("Paragraph 3");
        assertThat(messages.find(MessageId.of(reply.id())).orElseThrow().status())
                .isEqualTo(MessageStatus.SENT);
    }

    @Test
    void aReplyOnMetaIsSentThroughMeta() {
        // Given
        var onMeta = DeliveryScene.onMeta();
        var reply = onMeta.fromAi("Good morning");

        // When
        publish(reply);

        // Then
        awaitStates(reply, PartState.SENT);
        assertThat(providers.sends(onMeta.customer())).hasSize(1);
        assertThat(parts.of(reply.id()).getFirst().providerMessageId().orElseThrow())
                .startsWith("wamid.");
    }

    @Test
    void aReplyThatComesAgainIsNotSentAgain() {
        // Given
        var reply = scene.fromAi(DeliveryScene.textOf(2));
        publish(reply);
        awaitStates(reply, PartState.SENT, PartState.SENT);

        // When
        publish(reply);
        publish(reply);
        var next = scene.fromAi("the next one");
        publish(next);

        // Then
        awaitStates(next, PartState.SENT);
        assertThat(bodies()).hasSize(3).endsWith("the next one");
    }

    @Test
    void aReplyContinuesAtThePartWhereItStopped() {
        // Given
        var reply = scene.fromAi(DeliveryScene.textOf(3));
        plan(reply, 3);
        parts.beginSending(parts.of(reply.id()).getFirst().id(), reply.decidedAt());
        parts.accepted(parts.of(reply.id()).getFirst().id(), "SM-" + reply.id(), reply.decidedAt());

        // When
        publish(reply);

        // Then
        awaitStates(reply, PartState.SENT, PartState.SENT, PartState.SENT);
        assertThat(bodies()).containsExactly("part 2", "part 3");
    }

    @Test
    void aThrottledPartIsRetried() {
        // Given
        providers.injectFaults("{\"twilio\":{\"status\":429,\"code\":20429}}");
        var reply = scene.fromAi("later");
        publish(reply);
        await().atMost(LONG).until(() -> bodies().size() >= 2);

        // When
        providers.clearFaults();

        // Then
        awaitStates(reply, PartState.SENT);
        assertThat(accepted()).isEqualTo(1);
    }

    @Test
    void aPartThatAFailingProviderDoesNotHaveIsSentOnceItRecovers() {
        // Given
        providers.injectFaults("{\"twilio\":{\"status\":503}}");
        var reply = scene.fromAi("are you there?");
        publish(reply);
        await().atMost(LONG).until(() -> !bodies().isEmpty());

        // When
        providers.clearFaults();

        // Then
        awaitStates(reply, PartState.SENT);
        assertThat(accepted()).isEqualTo(1);
    }

    @Test
    void aPartWhoseResponseIsLostIsFoundInTheProvidersList() {
        // Given
        providers.injectFaults("{\"twilio\":{\"dropAfterAccept\":1}}");
        var reply = scene.fromAi("did you get this?");

        // When
        publish(reply);

        // Then
        awaitStates(reply, PartState.SENT);
        assertThat(bodies()).containsExactly("did you get this?");
        assertThat(parts.of(reply.id()).getFirst().providerMessageId()).isPresent();
    }

    @Test
    void aPermanentRefusalEndsTheReplyAndIsShown() {
        // Given
        providers.injectFaults("{\"twilio\":{\"status\":400,\"code\":21610}}");
        var reply = scene.fromAi(DeliveryScene.textOf(2));

        // When
        publish(reply);

        // Then
        awaitStates(reply, PartState.FAILED, PartState.FAILED);
        assertThat(bodies()).hasSize(1);
        assertThat(messages.find(MessageId.of(reply.id())))
                .get()
                .satisfies(row -> {
                    assertThat(row.status()).isEqualTo(MessageStatus.FAILED);
                    assertThat(row.failureCode()).contains("21610");
                });
    }

    @Test
    void aPartRefusedUntilItsTimeoutFails() {
        // Given
        providers.injectFaults("{\"twilio\":{\"status\":429,\"code\":20429}}");
        var reply = scene.fromAi("never mind");
        var since = Instant.now().minus(SimulatedProviders.DELIVERY_TIMEOUT).plusSeconds(5);
        parts.plan(reply, List.of(PartContent.text(reply.text())), since);

        // When
        publish(reply);

        // Then
        awaitStates(reply, PartState.FAILED);
        assertThat(bodies()).hasSizeGreaterThan(2);
    }

    @Test
    void aWaitingConversationDoesNotDelayOthers() {
        // Given
        var stuck = scene.fromAi("stuck");
        plan(stuck, 1);
        parts.beginSending(parts.of(stuck.id()).getFirst().id(), stuck.decidedAt());
        publish(stuck);

        // When
        var other = DeliveryScene.onTwilio().fromAi("not stuck");
        publish(other);

        // Then
        awaitStates(other, PartState.SENT);
        assertThat(states(stuck)).containsExactly(PartState.SENDING);
        awaitStates(stuck, PartState.SENT);
    }

    private void publish(ReplyDecided reply) {
        publisher.publishAndWait(Topics.REPLIES, reply.conversation().id().toString(), reply);
    }

    private void plan(ReplyDecided reply, int total) {
        var texts = IntStream.rangeClosed(1, total).mapToObj(n -> "part " + n);
        parts.plan(reply, texts.map(PartContent::text).toList(), reply.decidedAt());
    }

    private void awaitStates(ReplyDecided reply, PartState... expected) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(states(reply)).containsExactly(expected));
    }

    private List<PartState> states(ReplyDecided reply) {
        return parts.of(reply.id()).stream().map(Part::state).toList();
    }

    private List<String> bodies() {
        return providers.sends(scene.customer()).stream().map(ProviderSim.Send::body).toList();
    }

    private long accepted() {
        return providers.sends(scene.customer()).stream()
                .filter(send -> "accepted".equals(send.outcome()))
                .count();
    }
}
