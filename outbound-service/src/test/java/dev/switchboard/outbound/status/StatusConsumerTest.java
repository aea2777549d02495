package dev.switchboard.outbound.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.chassis.topic.EventPublisher;
import dev.switchboard.localstack.testing.BackingServices;
import dev.switchboard.model.event.DeliveryStatus;
import dev.switchboard.model.event.ProviderStatusReceived;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.MessageId;
import dev.switchboard.model.identity.ReplyId;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.outbound.testing.Scene;
import dev.switchboard.outbound.testing.SimulatedProviders;
import dev.switchboard.transcript.message.MessageEntity;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.part.Part;
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

    private final Scene scene = Scene.onTwilio();

    @Test
    void shuffledAndRepeatedStatusesLeadToTheFurthestOne() {
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
        var marker = sent(second).getFirst();
        statuses(marker, DeliveryStatus.READ);

        // Then
        await().atMost(LONG).until(() -> "read".equals(message(second).status));
        assertThat(stateOf(sid)).isEqualTo(PartState.READ);
    }

    @Test
    void theMessageIsAsFarAsItsLeastAdvancedPart() {
        // Given
        var reply = scene.fromAi(Scene.textOf(2));
        var sids = sent(reply);
        statuses(sids.get(0), DeliveryStatus.READ);

        // When
        statuses(sids.get(1), DeliveryStatus.DELIVERED);

        // Then
        await().atMost(LONG).until(() -> "delivered".equals(message(reply).status));
    }

    @Test
    void aFailureToldLaterIsShownWithItsReason() {
        // Given
        var reply = scene.fromAi("too late");
        var sid = sent(reply).getFirst();

        // When
        statuses(sid, DeliveryStatus.FAILED, DeliveryStatus.DELIVERED);

        // Then
        await().atMost(LONG).until(() -> "failed".equals(message(reply).status));
        assertThat(message(reply).failureCode).isEqualTo("63016");
        assertThat(parts.of(reply.id()).getFirst().failure())
                .contains(new PartFailure("63016", "outside the window"));
    }

    @ParameterizedTest
    @CsvSource({
        "TWILIO,63016,24 hours",
        "TWILIO,63024,for good",
        "TWILIO,63018,to this customer",
        "TWILIO,63007,not in order",
        "META,131047,24 hours",
        "META,131026,for good",
        "META,131056,to this customer",
        "META,131042,not in order"
    })
    void aFailureThatIsToldByItsCodeAloneIsShownInWords(
            Channel channel, String code, String words) {
        // Given
        var reply = (channel == Channel.META ? Scene.onMeta() : scene).fromAi("too late");
        var id = sent(reply).getFirst();

        // When
        var failure = event(channel, id, DeliveryStatus.FAILED, code, Optional.empty());
        publisher.publishAndWait(Topics.PROVIDER_STATUSES, id, failure);

        // Then
        await().atMost(LONG).until(() -> "failed".equals(message(reply).status));
        assertThat(message(reply).failureCode).isEqualTo(code);
        assertThat(message(reply).failureText).contains(words);
        assertThat(parts.of(reply.id()).getFirst().failure().orElseThrow().code()).isEqualTo(code);
    }

    private List<String> sent(ReplyDecided reply) {
        publisher.publishAndWait(Topics.REPLIES, reply.conversation().id().toString(), reply);
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
            Channel channel,
            String id,
            DeliveryStatus status,
            String code,
            Optional<String> words) {
        var failed = status == DeliveryStatus.FAILED;
        return new ProviderStatusReceived(
                UUID.randomUUID(),
                channel,
                id,
                Optional.empty(),
                status,
                status.name(),
                failed ? Optional.of(code) : Optional.empty(),
                failed ? words : Optional.empty(),
                Instant.now(),
                Instant.now());
    }

    private MessageEntity message(ReplyDecided reply) {
        return messages.find(MessageId.of(reply.id())).orElseThrow();
    }

    private PartState stateOf(String sid) {
        return messages.latest(scene.conversation().id(), 10).stream()
                .flatMap(message -> parts.of(new ReplyId(message.id)).stream())
                .filter(part -> part.providerMessageId().equals(Optional.of(sid)))
                .map(Part::state)
                .findFirst()
                .orElseThrow();
    }
}
