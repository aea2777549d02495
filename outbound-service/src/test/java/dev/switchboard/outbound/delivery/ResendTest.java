package dev.switchboard.outbound.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.outbound.testing.DeliveryScene;
import dev.switchboard.outbound.testing.ProviderSim;
import dev.switchboard.outbound.testing.SimulatedProviders;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.message.MessageStatus;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.part.PartContent;
import dev.switchboard.transcript.part.PartDecisions;
import dev.switchboard.transcript.part.PartFailure;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.part.PartStore;
import dev.switchboard.transcript.reply.ReplyStore;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,postgres"))
@WithTestResource(SimulatedProviders.class)
class ResendTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final PartFailure NO_EVIDENCE = new PartFailure("outcome-unknown", "?");

    @Inject EventPublisher publisher;

    @Inject ProviderSim providers;

    @Inject PartStore parts;

    @Inject PartDecisions decisions;

    @Inject MessageStore messages;

    @Inject ReplyStore replies;

    @Inject OwnershipStore ownership;

    private final DeliveryScene scene = DeliveryScene.onMeta();

    @Test
    void aPartThatAnOperatorResendsIsSentOnceMore() {
        // Given
        var reply = scene.fromAi("whatever");
        unknown(reply);
        decisions.resend(part(reply), "ana", Instant.now());

        // When
        publish(reply);
        publish(reply);

        // Then
        awaitState(reply, PartState.SENT);
        publish(reply);
        delivered(scene.fromAi("the next one"));
        assertThat(bodies()).containsExactly("once more?", "the next one");
    }

    @Test
    void withoutADecisionAReplyThatComesAgainLeavesItsUnknownPartAlone() {
        // Given
        var reply = scene.fromAi("whatever");
        unknown(reply);

        // When
        publish(reply);

        // Then
        delivered(scene.fromAi("the next one"));
        assertThat(parts.find(part(reply)).orElseThrow().state()).isEqualTo(PartState.UNKNOWN);
        assertThat(bodies()).containsExactly("the next one");
    }

    @Test
    void anAiPartIsNotResentWhileAnOperatorIsTheOwner() {
        // Given
        var reply = scene.fromAi("whatever");
        unknown(reply);
        ownership.takeOver(scene.conversation().id(), "ana", null);
        decisions.resend(part(reply), "ana", Instant.now());

        // When
        publish(reply);

        // Then
        await().atMost(LONG).until(() -> parts.find(part(reply)).orElseThrow().attempts() == 2);
        awaitState(reply, PartState.UNKNOWN);
        assertThat(bodies()).isEmpty();
        assertThat(messages.find(MessageId.of(reply.id())).orElseThrow().status())
                .isEqualTo(MessageStatus.UNKNOWN);
    }

    @Test
    void anOperatorsReplyIsStoredForAResend() {
        // Given
        var reply = scene.fromOperator("a person speaking");

        // When
        delivered(reply);

        // Then
        assertThat(replies.find(reply.id()).orElseThrow().text()).isEqualTo("a person speaking");
    }

    private void unknown(ReplyDecided reply) {
        messages.recordReply(reply);
        parts.plan(reply, List.of(PartContent.text("once more?")), Instant.now());
        parts.beginSending(part(reply), Instant.now());
        parts.unknown(part(reply), NO_EVIDENCE, Instant.now());
    }

    private void delivered(ReplyDecided reply) {
        publish(reply);
        awaitState(reply, PartState.SENT);
    }

    private void publish(ReplyDecided reply) {
        publisher.publishAndWait(Topics.REPLIES, reply.conversation().id().toString(), reply);
    }

    private void awaitState(ReplyDecided reply, PartState expected) {
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(parts.find(part(reply)))
                                .get()
                                .satisfies(it -> assertThat(it.state()).isEqualTo(expected)));
    }

    private static PartId part(ReplyDecided reply) {
        return new PartId(reply.id(), 1);
    }

    private List<String> bodies() {
        return providers.sends(scene.customer()).stream().map(ProviderSim.Send::body).toList();
    }
}
