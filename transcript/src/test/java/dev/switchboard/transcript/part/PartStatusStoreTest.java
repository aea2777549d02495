package dev.switchboard.transcript.part;

import static dev.switchboard.transcript.part.PartScene.AT;
import static dev.switchboard.transcript.part.PartScene.part;
import static dev.switchboard.transcript.part.PartScene.status;
import static dev.switchboard.transcript.part.PartScene.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.event.DeliveryStatus;
import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.message.MessageStatus;
import dev.switchboard.transcript.message.MessageStore;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "postgres"))
class PartStatusStoreTest {
    @Inject PartStore parts;

    @Inject PartStatusStore statuses;

    @Inject ParkedStatusStore parked;

    @Inject MessageStore messages;

    private final ReplyDecided reply = PartScene.reply();
    private final String sid = "SM" + UUID.randomUUID();

    @Test
    void statusesInAnyOrderAroundTheResponseLeadToTheSameState() {
        // Given
        var good = permutations(List.of("response", "SENT", "DELIVERED", "READ", "SENT"));
        var bad = permutations(List.of("response", "SENT", "FAILED", "DELIVERED"));

        // When
        var goodEnds = good.stream().map(this::endAfter).distinct().toList();
        var badEnds = bad.stream().map(this::endAfter).distinct().toList();

        // Then
        assertThat(goodEnds).containsExactly("READ");
        assertThat(badEnds)
                .containsExactly(
                        "FAILED 63016 window closed; the provider also says it was delivered");
    }

    /** Related cases: reported by the code alone, twice, or before the response to the send. */
    @Test
    void statusesAfterAFailureKeepItsCodeAndText() {
        // Given
        var events = permutations(List.of("response", "FAILED", "SENT", "FAILED-BARE", "QUEUED"));

        // When
        var ends = events.stream().map(this::endAfter).distinct().toList();

        // Then
        assertThat(ends).containsExactly("FAILED 63016 window closed");
    }

    @Test
    void deliveryAfterAFailureIsReportedAsSuch() {
        // Given
        sending(reply);
        parts.accepted(part(reply, 1), sid, AT);
        statuses.apply(status(sid, DeliveryStatus.FAILED), AT);

        // When
        var first = statuses.apply(status(sid, DeliveryStatus.DELIVERED), AT);
        var second = statuses.apply(status(sid, DeliveryStatus.READ), AT);

        // Then
        assertThat(first).isInstanceOf(StatusResult.DeliveredAfterFailure.class);
        assertThat(second).isInstanceOf(StatusResult.Unchanged.class);
    }

    @Test
    void failedPartThatWasAcceptedAllTheSameGetsTheProvidersState() {
        // Given
        sending(reply);
        parts.failed(part(reply, 1), new PartFailure("20003", "credentials"), AT);

        // When
        statuses.apply(status(sid, DeliveryStatus.DELIVERED, Optional.of(part(reply, 1))), AT);

        // Then
        assertThat(parts.find(part(reply, 1)))
                .get()
                .satisfies(part -> {
                    assertThat(part.state()).isEqualTo(PartState.DELIVERED);
                    assertThat(part.failure()).isEmpty();
                });
    }

    @Test
    void statusWithThePartsIdIsEvidenceThatItWasSent() {
        // Given
        sending(reply);

        // When
        var effect =
                statuses.apply(
                        status(sid, DeliveryStatus.DELIVERED, Optional.of(part(reply, 1))), AT);

        // Then
        assertThat(effect).isInstanceOf(StatusResult.Advanced.class);
        assertThat(parts.find(part(reply, 1)))
                .get()
                .satisfies(part -> {
                    assertThat(part.state()).isEqualTo(PartState.DELIVERED);
                    assertThat(part.providerMessageId()).contains(sid);
                });
    }

    @Test
    void lateEvidenceReconcilesAnUnknownPart() {
        // Given
        sending(reply);
        parts.unknown(part(reply, 1), new PartFailure("outcome-unknown", "nobody knows"), AT);

        // When
        statuses.apply(status(sid, DeliveryStatus.SENT, Optional.of(part(reply, 1))), AT);

        // Then
        assertThat(parts.find(part(reply, 1)))
                .get()
                .satisfies(part -> {
                    assertThat(part.state()).isEqualTo(PartState.SENT);
                    assertThat(part.failure()).isEmpty();
                });
    }

    @Test
    void aSecondProviderIdForOnePartIsReported() {
        // Given
        sending(reply);
        parts.accepted(part(reply, 1), sid, AT);

        // When
        var effect =
                statuses.apply(
                        status("SM-other", DeliveryStatus.READ, Optional.of(part(reply, 1))), AT);

        // Then
        assertThat(effect).isInstanceOf(StatusResult.Contradicts.class);
        assertThat(parts.find(part(reply, 1)).orElseThrow().state()).isEqualTo(PartState.SENT);
    }

    @Test
    void parkedStatusIsDeletedInTime() {
        // Given
        statuses.apply(status(sid, DeliveryStatus.SENT), AT);

        // When
        var deleted = parked.deleteBefore(AT.plus(Duration.ofDays(8)));

        // Then
        assertThat(deleted).isPositive();
        sending(reply);
        parts.accepted(part(reply, 1), sid, AT);
        statuses.apply(status(sid, DeliveryStatus.READ), AT);
        assertThat(parts.find(part(reply, 1)).orElseThrow().state()).isEqualTo(PartState.READ);
    }

    @Test
    void messageFollowsItsLowestPartAlsoWhenStatusesComeConcurrently() {
        // Given
        messages.recordReply(reply);
        parts.plan(reply, texts("1", "2", "3", "4", "5", "6"), AT);
        IntStream.rangeClosed(1, 6).forEach(this::accept);

        // When
        var all =
                IntStream.rangeClosed(1, 6)
                        .mapToObj(number ->
                                CompletableFuture.runAsync(() ->
                                        statuses.apply(
                                                status(sid + number, DeliveryStatus.READ), AT)))
                        .toList();
        all.forEach(CompletableFuture::join);

        // Then
        assertThat(messages.find(MessageId.of(reply.id())))
                .get()
                .satisfies(row -> {
                    assertThat(row.status()).isEqualTo(MessageStatus.READ);
                    assertThat(row.providerMessageId()).contains(sid + 1);
                });
    }

    private void accept(int number) {
        parts.beginSending(part(reply, number), AT);
        parts.accepted(part(reply, number), sid + number, AT);
    }

    private void sending(ReplyDecided reply) {
        parts.plan(reply, texts("one"), AT);
        parts.beginSending(part(reply, 1), AT);
    }

    /** Sends a new part, applies the events in this order and returns the final state. */
    private String endAfter(List<String> events) {
        var own = PartScene.reply();
        var ownSid = "SM" + UUID.randomUUID();
        sending(own);
        for (var event : events) {
            if ("response".equals(event)) {
                parts.accepted(part(own, 1), ownSid, AT);
            } else if ("FAILED-BARE".equals(event)) {
                statuses.apply(bareFailure(ownSid), AT);
            } else {
                statuses.apply(status(ownSid, DeliveryStatus.valueOf(event)), AT);
            }
        }
        var end = parts.find(part(own, 1)).orElseThrow();
        return end.state() + end.failure().map(it -> " " + it.code() + " " + it.text()).orElse("");
    }

    private static ProviderStatusReceived bareFailure(String providerMessageId) {
        var failure = status(providerMessageId, DeliveryStatus.FAILED);
        return new ProviderStatusReceived(
                failure.eventId(),
                failure.channel(),
                failure.providerMessageId(),
                failure.part(),
                failure.status(),
                "undelivered",
                Optional.empty(),
                Optional.empty(),
                failure.providerTime(),
                failure.receivedAt());
    }

    private static List<List<String>> permutations(List<String> events) {
        if (events.isEmpty()) {
            return List.of(List.of());
        }
        var all = new ArrayList<List<String>>();
        for (var i = 0; i < events.size(); i++) {
            var rest = new ArrayList<>(events);
            var first = rest.remove(i);
            for (var tail : permutations(rest)) {
                var order = new ArrayList<String>();
                order.add(first);
                order.addAll(tail);
                all.add(order);
            }
        }
        return all;
    }
}
