package dev.switchboard.outbound.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.channels.send.Deadline;
import dev.switchboard.channels.send.MessageSender;
import dev.switchboard.channels.send.MessageSenders;
import dev.switchboard.channels.send.OutgoingPart;
import dev.switchboard.channels.send.SendEvidence;
import dev.switchboard.channels.send.SendEvidence.Candidate;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.outbound.fence.TakeoverSignal;
import dev.switchboard.outbound.part.DeliveryMeters;
import dev.switchboard.outbound.part.DeliverySettings;
import dev.switchboard.outbound.testing.DeliveryScene;
import dev.switchboard.outbound.testing.IdleSender;
import dev.switchboard.outbound.testing.SimulatedProviders;
import dev.switchboard.testing.BackingServices;
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

/** A provider's list is evidence after a reconcile timeout in which it was readable throughout. */
@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,postgres"))
@WithTestResource(SimulatedProviders.class)
class SettleTimeTest {
    private static final Duration RECONCILE_TIMEOUT = Duration.ofSeconds(2);
    private static final SendEvidence UNAVAILABLE = new SendEvidence.Unavailable("unavailable");
    private static final SendEvidence EMPTY = new SendEvidence.Candidates(List.of());

    @Inject PartStore parts;

    @Inject DeliveryMeters meters;

    private final ReplyDecided reply = DeliveryScene.onTwilio().fromAi("whatever");
    private final PartId part = new PartId(reply.id(), 1);
    private TakeoverSignal takeover = TakeoverSignal.NEVER;

    @Test
    void reconcileTimeoutStartsAgainAfterAnOutage() throws InterruptedException {
        // Given
        var outage = Deadline.in(RECONCILE_TIMEOUT.plusMillis(200));
        var requests = new AtomicInteger();
        Supplier<SendEvidence> list =
                () -> {
                    if (!outage.hasPassed()) {
                        return UNAVAILABLE;
                    }
                    return requests.incrementAndGet() == 1 ? EMPTY : listing("SM" + part);
                };

        // When
        reconcile(list, Duration.ofHours(1));

        // Then
        assertThat(parts.find(part).orElseThrow().state()).isEqualTo(PartState.SENT);
        assertThat(requests).hasValue(2);
    }

    @Test
    void partNotListedThroughoutIsAbsent() throws InterruptedException {
        // When
        reconcile(() -> EMPTY, Duration.ofHours(1));

        // Then
        assertThat(parts.find(part).orElseThrow().state()).isEqualTo(PartState.PENDING);
    }

    /** Sent by hand, by another system or as the response to a webhook, with the same text. */
    @Test
    void messageOfAnotherSenderIsNeitherAdoptedNorProofOfAbsence() throws InterruptedException {
        // When
        reconcile(() -> listing("SM-foreign", false), Duration.ofHours(1));

        // Then
        assertThat(parts.find(part).orElseThrow().state()).isEqualTo(PartState.UNKNOWN);
        assertThat(parts.find(part).orElseThrow().providerMessageId()).isEmpty();
    }

    @Test
    void partIsUnknownWhenTheProviderStaysUnavailable() throws InterruptedException {
        // When
        reconcile(() -> UNAVAILABLE, Duration.ofMillis(200));

        // Then
        assertThat(parts.find(part).orElseThrow().state()).isEqualTo(PartState.UNKNOWN);
    }

    @Test
    void partOfATakenOverConversationIsReconciledInBackground() throws InterruptedException {
        // Given
        var released = new CountDownLatch(1);
        takeover = _ -> true;

        // When
        reconcile(
                () -> {
                    awaitRelease(released);
                    return listing("SM" + part);
                },
                Duration.ofHours(1));

        // Then
        assertThat(parts.find(part).orElseThrow().state()).isEqualTo(PartState.UNKNOWN);
        released.countDown();
        awaitState(PartState.SENT);
    }

    @Test
    void absentPartOfATakenOverConversationIsSuppressed() throws InterruptedException {
        // Given
        takeover = _ -> true;

        // When
        reconcile(() -> EMPTY, Duration.ofHours(1));

        // Then
        awaitState(PartState.SUPPRESSED);
    }

    private void awaitState(PartState expected) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(parts.find(part).orElseThrow().state()).isEqualTo(expected));
    }

    private static void awaitRelease(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void reconcile(Supplier<SendEvidence> list, Duration timeout)
            throws InterruptedException {
        parts.plan(reply, List.of(PartContent.text("hello")), Instant.now());
        parts.beginSending(part, Instant.now());
        var outgoing =
                new OutgoingPart(part, reply.conversation(), "hello", List.of(), Optional.empty());
        new PartReconciler(
                        parts,
                        new MessageSenders(List.<MessageSender>of(new ListOnlyProvider(list))),
                        settings(timeout),
                        meters,
                        InstantSource.system())
                .reconcile(outgoing, parts.find(part).orElseThrow(), takeover);
    }

    private static DeliverySettings settings(Duration timeout) {
        var values =
                Map.of(
                        "switchboard.delivery.reconcile-timeout",
                        RECONCILE_TIMEOUT.toString(),
                        "switchboard.delivery.timeout",
                        timeout.toString(),
                        "switchboard.delivery.reconcile-list-interval",
                        "PT0.1S",
                        "switchboard.delivery.reconcile-interval",
                        "PT0.05S");
        return new SmallRyeConfigBuilder()
                .withMapping(DeliverySettings.class)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build()
                .getConfigMapping(DeliverySettings.class);
    }

    private static SendEvidence listing(String providerMessageId) {
        return listing(providerMessageId, true);
    }

    private static SendEvidence listing(String providerMessageId, boolean surelyOurs) {
        return new SendEvidence.Candidates(
                List.of(new Candidate(providerMessageId + UUID.randomUUID(), surelyOurs)));
    }

    /** Sender that implements only its message list. */
    private static final class ListOnlyProvider extends IdleSender {
        private final Supplier<SendEvidence> list;

        private ListOnlyProvider(Supplier<SendEvidence> list) {
            super(Channel.TWILIO);
            this.list = list;
        }

        @Override
        public SendEvidence findEvidence(OutgoingPart part, Instant since) {
            return list.get();
        }
    }
}
