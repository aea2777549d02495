package dev.switchboard.outbound.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.common.event.DeliveryStatus;
import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.outbound.testing.DeliveryScene;
import dev.switchboard.outbound.testing.ProviderSim;
import dev.switchboard.outbound.testing.SimulatedProviders;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.message.MessageStatus;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.message.StoredMessage;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartContent;
import dev.switchboard.transcript.part.PartDecisions;
import dev.switchboard.transcript.part.PartFailure;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.part.PartStore;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,postgres"))
@WithTestResource(SimulatedProviders.class)
class StatusConsumerTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Inject EventPublisher publisher;

    @Inject PartStore parts;

    @Inject MessageStore messages;

    @Inject PartDecisions decisions;

    @Inject ProviderSim providers;

    private final DeliveryScene scene = DeliveryScene.onTwilio();

    /** Cases P30 and P53; words that are not known come no further than ingress. */
    @Test
    void shuffledAndRepeatedStatusesLeadToTheMostAdvancedOne() {
        // Given
        var sid = sent(scene.fromAi("hello")).getFirst();

        // When
        statuses(
                sid,
                DeliveryStatus.READ,
                DeliveryStatus.SENT,
                DeliveryStatus.READ,
                DeliveryStatus.DELIVERED,
                DeliveryStatus.DELIVERED);
        var second = scene.fromAi("marker");
        var marker = event(sent(second).getFirst(), DeliveryStatus.READ);
        publisher.publishAndWait(Topics.PROVIDER_STATUSES, sid, marker);

        // Then: what came before the marker in its lane has been worked on
        await().atMost(LONG).until(() -> message(second).status() == MessageStatus.READ);
        assertThat(stateOf(sid)).isEqualTo(PartState.READ);
    }

    @Test
    void theMessageIsAsFarAsItsLeastAdvancedPart() {
        // Given
        var reply = scene.fromAi(DeliveryScene.textOf(2));
        var sids = sent(reply);
        statuses(sids.get(0), DeliveryStatus.READ);

        // When
        statuses(sids.get(1), DeliveryStatus.DELIVERED);

        // Then
        await().atMost(LONG).until(() -> message(reply).status() == MessageStatus.DELIVERED);
    }

    @Test
    void aFailureByStatusIsShownWithItsReason() {
        // Given
        var reply = scene.fromAi("too late");
        var sid = sent(reply).getFirst();

        // When
        statuses(sid, DeliveryStatus.FAILED, DeliveryStatus.DELIVERED);

        // Then
        var text = "outside the window; the provider also says it was delivered";
        await().atMost(LONG).until(() -> message(reply).failureText().equals(Optional.of(text)));
        assertThat(message(reply).status()).isEqualTo(MessageStatus.FAILED);
        assertThat(message(reply).failureCode()).contains("63016");
        assertThat(parts.of(reply.id()).getFirst().failure())
                .contains(new PartFailure("63016", text));
    }

    @ParameterizedTest
    @CsvSource({
        "twilio,63016,24 hours",
        "twilio,63024,for good",
        "twilio,63018,to this customer",
        "twilio,63007,not in order",
        "meta,131047,24 hours",
        "meta,131026,for good",
        "meta,131056,to this customer",
        "meta,131042,not in order"
    })
    void aFailureStatusWithoutATextIsShownWithOne(
            Channel channel, String code, String expectedText) {
        // Given
        var on = channel.equals(Channel.META) ? DeliveryScene.onMeta() : scene;
        var reply = on.fromAi("too late");
        var id = sent(reply).getFirst();

        // When
        failed(channel, id, code);

        // Then
        await().atMost(LONG).until(() -> message(reply).status() == MessageStatus.FAILED);
        assertThat(message(reply).failureCode()).contains(code);
        assertThat(message(reply).failureText().orElseThrow()).contains(expectedText);
        assertThat(parts.of(reply.id()).getFirst().failure().orElseThrow().code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"twilio,63016", "twilio,63014", "twilio,63007", "meta,131047", "meta,131026"})
    void aPermanentFailureByStatusKeepsTheRestOfTheReplyFromBeingSent(
            Channel channel, String code) {
        // Given
        var on = channel.equals(Channel.META) ? DeliveryScene.onMeta() : scene;
        var reply = planned(on, 3);
        accepted(reply, 1);
        accepted(reply, 2);

        // When
        failed(channel, idOf(reply, 1), code);

        // Then
        awaitStates(reply, PartState.FAILED, PartState.SENT, PartState.FAILED);
        assertThat(parts.of(reply.id()).getLast().failure().orElseThrow().code()).isEqualTo(code);
        publish(reply);
        sent(on.fromAi("the next one"));
        assertThat(bodies(on)).containsExactly("the next one");
    }

    @ParameterizedTest
    @CsvSource({"twilio,63009", "meta,131016"})
    void aPassingFailureByStatusLeavesTheRestOfTheReplyAlone(Channel channel, String code) {
        // Given
        var on = channel.equals(Channel.META) ? DeliveryScene.onMeta() : scene;
        var reply = planned(on, 2);
        accepted(reply, 1);
        failed(channel, idOf(reply, 1), code);
        awaitStates(reply, PartState.FAILED, PartState.PENDING);

        // When
        publish(reply);

        // Then
        awaitStates(reply, PartState.FAILED, PartState.SENT);
    }

    @Test
    void aParkedFailureStatusKeepsTheRestOfTheReplyFromBeingSent() {
        // Given
        var reply = planned(scene, 2);
        failed(Channel.TWILIO, idOf(reply, 1), "63016");
        var other = planned(DeliveryScene.onTwilio(), 1);
        accepted(other, 1);
        failed(Channel.TWILIO, idOf(other, 1), "63016");
        awaitStates(other, PartState.FAILED);
        accepted(reply, 1);

        // When
        publish(reply);

        // Then
        awaitStates(reply, PartState.FAILED, PartState.FAILED);
        assertThat(bodies(scene)).isEmpty();
    }

    @Test
    void aPartThatAnOperatorResendsIsSentThoughAnEarlierOneHasFailed() {
        // Given
        var reply = planned(scene, 2);
        accepted(reply, 1);
        parts.beginSending(new PartId(reply.id(), 2), Instant.now());
        parts.unknown(new PartId(reply.id(), 2), new PartFailure("unknown", "?"), Instant.now());
        failed(Channel.TWILIO, idOf(reply, 1), "63016");
        awaitStates(reply, PartState.FAILED, PartState.UNKNOWN);
        decisions.resend(new PartId(reply.id(), 2), "ana", Instant.now());

        // When
        publish(reply);

        // Then
        awaitStates(reply, PartState.FAILED, PartState.SENT);
    }

    /** Plans a reply without delivering it. */
    private ReplyDecided planned(DeliveryScene on, int count) {
        var reply = on.fromAi(DeliveryScene.textOf(count));
        var contents =
                IntStream.rangeClosed(1, count)
                        .mapToObj(number -> PartContent.text("part " + number))
                        .toList();
        messages.recordReply(reply);
        parts.plan(reply, contents, Instant.now());
        return reply;
    }

    private void accepted(ReplyDecided reply, int number) {
        var part = new PartId(reply.id(), number);
        parts.beginSending(part, Instant.now());
        parts.accepted(part, idOf(reply, number), Instant.now());
    }

    private static String idOf(ReplyDecided reply, int number) {
        return "id-" + new PartId(reply.id(), number);
    }

    private void failed(Channel channel, String id, String code) {
        var failure = event(channel, id, DeliveryStatus.FAILED, code, Optional.empty());
        publisher.publishAndWait(Topics.PROVIDER_STATUSES, id, failure);
    }

    private void awaitStates(ReplyDecided reply, PartState... expected) {
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(parts.of(reply.id()).stream().map(Part::state))
                                .containsExactly(expected));
    }

    private List<String> bodies(DeliveryScene on) {
        return providers.sends(on.customer()).stream().map(ProviderSim.Send::body).toList();
    }

    private void publish(ReplyDecided reply) {
        publisher.publishAndWait(Topics.REPLIES, reply.conversation().id().toString(), reply);
    }

    private List<String> sent(ReplyDecided reply) {
        publish(reply);
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(parts.of(reply.id()))
                                .isNotEmpty()
                                .allMatch(part -> part.state() == PartState.SENT));
        return parts.of(reply.id()).stream()
                .map(Part::providerMessageId)
                .map(Optional::orElseThrow)
                .toList();
    }

    private void statuses(String sid, DeliveryStatus... statuses) {
        for (var status : statuses) {
            publisher.publishAndWait(Topics.PROVIDER_STATUSES, sid, event(sid, status));
        }
    }

    private static ProviderStatusReceived event(String sid, DeliveryStatus status) {
        return event(Channel.TWILIO, sid, status, "63016", Optional.of("outside the window"));
    }

    private static ProviderStatusReceived event(
            Channel channel, String id, DeliveryStatus status, String code, Optional<String> text) {
        var failed = status == DeliveryStatus.FAILED;
        return new ProviderStatusReceived(
                UUID.randomUUID(),
                channel,
                id,
                Optional.empty(),
                status,
                status.name(),
                failed ? Optional.of(code) : Optional.empty(),
                failed ? text : Optional.empty(),
                Instant.now(),
                Instant.now());
    }

    private StoredMessage message(ReplyDecided reply) {
        return messages.find(MessageId.of(reply.id())).orElseThrow();
    }

    private PartState stateOf(String sid) {
        return messages.latest(scene.conversation().id(), 10).stream()
                .flatMap(message -> parts.of(new ReplyId(message.id().value())).stream())
                .filter(part -> part.providerMessageId().equals(Optional.of(sid)))
                .map(Part::state)
                .findFirst()
                .orElseThrow();
    }
}
