package dev.switchboard.outbound.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.common.event.DeliveryStatus;
import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.outbound.testing.DeliveryScene;
import dev.switchboard.outbound.testing.SimulatedProviders;
import dev.switchboard.outbound.testing.TestSender;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.part.PartStore;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A channel is sent to because its sender exists; AnyChannelWebhookTest reads one. */
@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,postgres"))
@WithTestResource(SimulatedProviders.class)
class AnyChannelReplyTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Inject EventPublisher publisher;

    @Inject PartStore parts;

    @Inject TestSender sender;

    @Test
    void replyOfAnotherChannelIsSentAndItsStatusArrives() {
        // Given
        var conversation =
                new ConversationKey(
                        TestSender.CHANNEL,
                        new BusinessNumber("shop", "shop"),
                        new CustomerAddress("+15550001111"));
        var reply = new DeliveryScene(conversation).fromAi("hello from any channel");
        publisher.publishAndWait(Topics.REPLIES, conversation.id().toString(), reply);
        awaitState(reply, PartState.SENT);

        // When
        var status = delivered(parts.of(reply.id()).getFirst());
        publisher.publishAndWait(Topics.PROVIDER_STATUSES, status.providerMessageId(), status);

        // Then
        awaitState(reply, PartState.DELIVERED);
        assertThat(sender.texts()).containsExactly("hello from any channel");
    }

    private static ProviderStatusReceived delivered(Part part) {
        return new ProviderStatusReceived(
                UUID.randomUUID(),
                TestSender.CHANNEL,
                part.providerMessageId().orElseThrow(),
                Optional.empty(),
                DeliveryStatus.DELIVERED,
                "delivered",
                Optional.empty(),
                Optional.empty(),
                Instant.now(),
                Instant.now());
    }

    private void awaitState(ReplyDecided reply, PartState expected) {
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(parts.of(reply.id()))
                                .singleElement()
                                .extracting(Part::state)
                                .isEqualTo(expected));
    }
}
