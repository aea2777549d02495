package dev.switchboard.outbound.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.chassis.topic.EventPublisher;
import dev.switchboard.localstack.testing.BackingServices;
import dev.switchboard.model.event.ConversationChanged.Change;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.identity.MessageId;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.outbound.fence.Lines;
import dev.switchboard.outbound.provider.Providers;
import dev.switchboard.outbound.provider.SendResult;
import dev.switchboard.outbound.testing.NothingAfterTakeover;
import dev.switchboard.outbound.testing.ProviderSim;
import dev.switchboard.outbound.testing.Scene;
import dev.switchboard.outbound.testing.SimulatedProviders;
import dev.switchboard.transcript.control.ControlStore;
import dev.switchboard.transcript.message.MessageStore;
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
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,postgres"))
@WithTestResource(SimulatedProviders.class)
class TakeoverTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Inject EventPublisher publisher;

    @Inject ProviderSim providers;

    @Inject PartStore parts;

    @Inject MessageStore messages;

    @Inject ControlStore control;

    @Inject Brakes brakes;

    @Inject SendAttempt attempt;

    @Inject UnknownOutcome unknown;

    @Inject Lines lines;

    @Inject Providers ways;

    private final Scene scene = Scene.onTwilio();

    @AfterEach
    void behave() {
        providers.behave();
        brakes.note(scene.conversation(), new SendResult.Accepted("released"));
    }

    @Test
    void aTakeoverWaitsForTheSendInFlightAndNoneStartsAfterIt() {
        // Given
        providers.misbehave("{\"twilio\":{\"latency\":\"PT2S\"}}");
        var reply = scene.fromAi(Scene.textOf(3));
        publish(reply);
        await().atMost(LONG).until(() -> !sends().isEmpty());

        // When
        var takeover = takeOver();

        // Then
        awaitStates(reply, PartState.SENT, PartState.SUPPRESSED, PartState.SUPPRESSED);
        assertThat(takeover.brokenBy(sends())).isEmpty();
        assertThat(sends())
                .singleElement()
                .satisfies(send ->
                        assertThat(send.answeredAt().orElseThrow())
                                .isBefore(takeover.answeredAt()));
        assertThat(messages.find(MessageId.of(reply.id())).orElseThrow().status)
                .isEqualTo("suppressed");
    }

    @Test
    void anOperatorsReplyPassesAndTheCheckNoticesThatItDoes() {
        // Given
        var takeover = takeOver();
        var reply = scene.fromOperator("a person speaking");

        // When
        publish(reply);

        // Then
        awaitStates(reply, PartState.SENT);
        assertThat(takeover.brokenBy(sends())).hasSize(1);
    }

    @Test
    void whatWasDecidedBeforeATakeoverStaysUnsaidAfterTheHandback() {
        // Given
        takeOver();
        control.handBack(scene.conversation().id(), "ana", Optional.empty());
        var stale = scene.fromAi("decided before");

        // When
        publish(stale);

        // Then
        awaitStates(stale, PartState.SUPPRESSED);
        assertThat(sends()).isEmpty();
    }

    @Test
    void aTakeoverDuringTheWaitForTheNextAttemptIsHeeded() {
        // Given
        providers.misbehave("{\"twilio\":{\"status\":429,\"code\":20429}}");
        var reply = scene.fromAi("too fast");
        publish(reply);
        await().atMost(LONG).until(() -> !sends().isEmpty());

        // When
        var takeover = takeOver();

        // Then
        awaitStates(reply, PartState.SUPPRESSED);
        assertThat(takeover.brokenBy(sends())).isEmpty();
    }

    @Test
    void aTakeoverWhileThePartIsHeldBackSuppressesItAtOnce() {
        // Given
        hold();
        var reply = scene.fromAi(Scene.textOf(2));
        publish(reply);
        awaitHeld(reply);

        // When
        takeOver();

        // Then
        await().atMost(LONG)
                .untilAsserted(() -> {
                    hold();
                    hint();
                    assertThat(states(reply))
                            .containsExactly(PartState.SUPPRESSED, PartState.SUPPRESSED);
                });
        assertThat(sends()).isEmpty();
    }

    @Test
    void whatComesWhileAllIsHeldBackAndAPersonHasTheLineIsSuppressedAtOnce() {
        // Given
        hold();
        takeOver();
        var reply = scene.fromAi("too late");

        // When
        publish(reply);

        // Then
        await().atMost(LONG)
                .untilAsserted(() -> {
                    hold();
                    assertThat(states(reply)).containsExactly(PartState.SUPPRESSED);
                });
        assertThat(sends()).isEmpty();
    }

    /**
     * What is behind it in its lane, such as the operator's first words, waits until it has ended.
     * Siblings: a part that waits for its turn by the provider's pace, one that is held with all of
     * its number, one in doubt ({@link SettleTimeTest}).
     */
    @Test
    void aTakeoverEndsAPartsBackoff() throws InterruptedException {
        // Given
        providers.misbehave("{\"twilio\":{\"status\":429,\"code\":63018}}");
        var reply = scene.fromAi("too much for one customer");
        var part = parts.plan(reply, List.of(PartContent.text("hello")), Instant.now()).getFirst();
        var delivered = Thread.startVirtualThread(() -> deliverPatiently(reply, part));
        await().atMost(LONG).until(() -> hasBegunToWait(reply));

        // When
        takeOver();

        // Then
        await().atMost(LONG)
                .until(() -> {
                    hint();
                    return !delivered.isAlive();
                });
        assertThat(states(reply)).containsExactly(PartState.SUPPRESSED);
    }

    private boolean hasBegunToWait(ReplyDecided reply) {
        var part = parts.of(reply.id()).getFirst();
        return part.attempts() == 1 && part.state() == PartState.PENDING;
    }

    /** With an hour between two attempts. */
    private void deliverPatiently(ReplyDecided reply, Part part) {
        var values = new HashMap<String, String>();
        List.of("first-wait", "longest-wait", "first-recipient-wait", "longest-recipient-wait")
                .forEach(name -> values.put("delivery." + name, "PT1H"));
        var settings =
                new SmallRyeConfigBuilder()
                        .withMapping(DeliverySettings.class)
                        .withSources(new PropertiesConfigSource(values, "test", 100))
                        .build()
                        .getConfigMapping(DeliverySettings.class);
        try {
            new PartDelivery(parts, attempt, unknown, lines, ways, InstantSource.system(), settings)
                    .deliver(reply, part.id());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing is sent through the provider for five seconds from now on. */
    private void hold() {
        IntStream.range(0, 10)
                .forEach(_ -> brakes.note(scene.conversation(), new SendResult.Unknown("silence")));
    }

    private void awaitHeld(ReplyDecided reply) {
        await().during(Duration.ofSeconds(1))
                .atMost(LONG)
                .until(() -> {
                    hold();
                    return states(reply).equals(List.of(PartState.PENDING, PartState.PENDING));
                });
    }

    /** As the operator service tells it; again and again, since it may be told to nobody yet. */
    private void hint() {
        publisher.hint(
                scene.conversation(),
                Change.CONTROL,
                Map.of("holder", "OPERATOR", "epoch", "1"),
                Instant.now());
    }

    private NothingAfterTakeover takeOver() {
        control.takeOver(scene.conversation().id(), "ana", Optional.empty());
        return new NothingAfterTakeover(Instant.now());
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
        return providers.sends(scene.customer());
    }
}
