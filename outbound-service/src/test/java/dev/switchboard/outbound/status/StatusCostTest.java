package dev.switchboard.outbound.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.event.DeliveryStatus;
import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.outbound.testing.DeliveryScene;
import dev.switchboard.outbound.testing.SimulatedProviders;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.CountedDatabase;
import dev.switchboard.transcript.part.PartContent;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.part.PartStore;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Cost of statuses in the database. */
@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,postgres"))
@WithTestResource(SimulatedProviders.class)
class StatusCostTest {
    private static final int STATUSES = 100;

    @Inject PartStatuses statuses;

    @Inject PartStore parts;

    @Test
    void hundredStatusesOfAPollCostAFewTransactions() throws InterruptedException {
        // Given
        var replies =
                Stream.generate(() -> DeliveryScene.onTwilio().fromAi("hello"))
                        .limit(STATUSES)
                        .toList();
        replies.forEach(this::sent);
        var read = replies.stream().map(StatusCostTest::read).toList();

        // When
        var cost = CountedDatabase.costOf(() -> statuses.apply(read));

        // Then
        assertThat(replies)
                .allSatisfy(reply ->
                        assertThat(parts.require(part(reply)).state()).isEqualTo(PartState.READ));
        assertThat(cost.transactions()).isLessThanOrEqualTo(3);
        assertThat(cost.statements()).isLessThanOrEqualTo(5);
    }

    private void sent(ReplyDecided reply) {
        parts.plan(reply, List.of(PartContent.text(reply.text())), Instant.now());
        parts.beginSending(part(reply), Instant.now());
        parts.accepted(part(reply), idOf(reply), Instant.now());
    }

    /** Status as Twilio reports it, with the id of the part in its callback. */
    private static ProviderStatusReceived read(ReplyDecided reply) {
        return new ProviderStatusReceived(
                UUID.randomUUID(),
                Channel.TWILIO,
                idOf(reply),
                Optional.of(part(reply)),
                DeliveryStatus.READ,
                "read",
                Optional.empty(),
                Optional.empty(),
                Instant.now(),
                Instant.now());
    }

    private static PartId part(ReplyDecided reply) {
        return new PartId(reply.id(), 1);
    }

    private static String idOf(ReplyDecided reply) {
        return "SM" + reply.id();
    }
}
