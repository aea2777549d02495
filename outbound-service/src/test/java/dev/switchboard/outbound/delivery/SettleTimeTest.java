package dev.switchboard.outbound.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.localstack.testing.BackingServices;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.PartId;
import dev.switchboard.outbound.fence.Line;
import dev.switchboard.outbound.provider.Deadline;
import dev.switchboard.outbound.provider.Evidence;
import dev.switchboard.outbound.provider.Evidence.Candidate;
import dev.switchboard.outbound.provider.FailureClass;
import dev.switchboard.outbound.provider.OutgoingPart;
import dev.switchboard.outbound.provider.Permit;
import dev.switchboard.outbound.provider.Provider;
import dev.switchboard.outbound.provider.Providers;
import dev.switchboard.outbound.provider.SendResult;
import dev.switchboard.outbound.testing.Scene;
import dev.switchboard.outbound.testing.SimulatedProviders;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a provider's list says counts after a settle time in which it could be read throughout. */
@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,postgres"))
@WithTestResource(SimulatedProviders.class)
class SettleTimeTest {
    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final Evidence AWAY = new Evidence.Unavailable("on purpose");
    private static final Evidence EMPTY = new Evidence.Candidates(List.of());

    @Inject PartStore parts;

    @Inject DeliveryMeters meters;

    private final ReplyDecided reply = Scene.onTwilio().fromAi("whatever");
    private final PartId part = new PartId(reply.id(), 1);
    private Line line = Line.NEVER_LOST;

    @Test
    void providerThatComesBackHasAllOfItToShowThePart() throws InterruptedException {
        // Given
        var outage = Deadline.in(SETTLE.plusMillis(200));
        var looks = new AtomicInteger();
        Supplier<Evidence> list =
                () -> {
                    if (!outage.hasPassed()) {
                        return AWAY;
                    }
                    return looks.incrementAndGet() == 1 ? EMPTY : showing("SM" + part);
                };

        // When
        clearUp(list, Duration.ofHours(1));

        // Then
        assertThat(parts.find(part).orElseThrow().state()).isEqualTo(PartState.SENT);
        assertThat(looks).hasValue(2);
    }

    @Test
    void providerThatShowsNothingThroughoutDoesNotHaveThePart() throws InterruptedException {
        // When
        clearUp(() -> EMPTY, Duration.ofHours(1));

        // Then
        assertThat(parts.find(part).orElseThrow().state()).isEqualTo(PartState.PENDING);
    }

    /** Sent by hand, by another system or as the answer to a webhook, with the same words. */
    @Test
    void messageThatMayBeSomebodyElsesIsNeitherAdoptedNorProofOfAbsence()
            throws InterruptedException {
        // When
        clearUp(() -> showing("SM-foreign", false), Duration.ofHours(1));

        // Then
        assertThat(parts.find(part).orElseThrow().state()).isEqualTo(PartState.UNKNOWN);
        assertThat(parts.find(part).orElseThrow().providerMessageId()).isEmpty();
    }

    @Test
    void providerThatStaysAwayIsGivenUpAndThePartParked() throws InterruptedException {
        // When
        clearUp(() -> AWAY, Duration.ofMillis(200));

        // Then
        assertThat(parts.find(part).orElseThrow().state()).isEqualTo(PartState.UNKNOWN);
    }

    @Test
    void partWhoseLineIsLostIsLeftAsideAndFoundApart() throws InterruptedException {
        // Given
        var looked = new CountDownLatch(1);
        line = _ -> true;

        // When
        clearUp(
                () -> {
                    awaited(looked);
                    return showing("SM" + part);
                },
                Duration.ofHours(1));

        // Then
        assertThat(parts.find(part).orElseThrow().state()).isEqualTo(PartState.UNKNOWN);
        looked.countDown();
        awaitState(PartState.SENT);
    }

    @Test
    void partWhoseLineIsLostAndThatTheProviderDoesNotHaveStaysUnsaid() throws InterruptedException {
        // Given
        line = _ -> true;

        // When
        clearUp(() -> EMPTY, Duration.ofHours(1));

        // Then
        awaitState(PartState.SUPPRESSED);
    }

    private void awaitState(PartState expected) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(parts.find(part).orElseThrow().state()).isEqualTo(expected));
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void clearUp(Supplier<Evidence> list, Duration giveUpAfter)
            throws InterruptedException {
        parts.plan(reply, List.of(PartContent.text("hello")), Instant.now());
        parts.beginSending(part, Instant.now());
        var outgoing =
                new OutgoingPart(part, reply.conversation(), "hello", List.of(), Optional.empty());
        new UnknownOutcome(
                        parts,
                        new Providers(List.<Provider>of(new Listing(list))),
                        settings(giveUpAfter),
                        meters,
                        InstantSource.system())
                .clearUp(outgoing, parts.find(part).orElseThrow(), line);
    }

    private static DeliverySettings settings(Duration giveUpAfter) {
        var values =
                Map.of(
                        "delivery.settle",
                        SETTLE.toString(),
                        "delivery.give-up-after",
                        giveUpAfter.toString(),
                        "delivery.list-every",
                        "PT0.1S",
                        "delivery.evidence-every",
                        "PT0.05S");
        return new SmallRyeConfigBuilder()
                .withMapping(DeliverySettings.class)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build()
                .getConfigMapping(DeliverySettings.class);
    }

    private static Evidence showing(String providerMessageId) {
        return showing(providerMessageId, true);
    }

    private static Evidence showing(String providerMessageId, boolean surelyOurs) {
        return new Evidence.Candidates(
                List.of(new Candidate(providerMessageId + UUID.randomUUID(), surelyOurs)));
    }

    /** A provider of which only the list matters. */
    private record Listing(Supplier<Evidence> list) implements Provider {

        @Override
        public Channel channel() {
            return Channel.TWILIO;
        }

        @Override
        public Evidence evidenceOf(OutgoingPart part, Instant since) {
            return list.get();
        }

        @Override
        public int longestText() {
            throw new UnsupportedOperationException();
        }

        @Override
        public SendResult send(OutgoingPart part, Permit permit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void showTyping(ConversationKey conversation, String inboundMessageId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FailureClass classOf(String errorCode) {
            throw new UnsupportedOperationException();
        }
    }
}
