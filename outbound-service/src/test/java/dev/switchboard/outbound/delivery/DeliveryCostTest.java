package dev.switchboard.outbound.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.outbound.testing.DeliveryScene;
import dev.switchboard.outbound.testing.SimulatedProviders;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.CountedDatabase;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.part.PartStore;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Cost of a delivery in the database. */
@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,postgres"))
@WithTestResource(SimulatedProviders.class)
class DeliveryCostTest {
    @Inject ReplyDelivery delivery;

    @Inject MessageStore messages;

    @Inject PartStore parts;

    private final DeliveryScene scene = DeliveryScene.onTwilio();

    @Test
    void replyOfOnePartIsBegunAndSentInTwoTransactions() throws InterruptedException {
        // Given
        var reply = scene.fromAi("hello");
        messages.recordReply(reply);

        // When
        var cost = CountedDatabase.costOf(() -> delivery.deliver(reply));

        // Then
        assertThat(parts.of(reply.id()))
                .singleElement()
                .satisfies(part -> assertThat(part.state()).isEqualTo(PartState.SENT));
        assertThat(cost.transactions()).isEqualTo(2);
        assertThat(cost.statements()).isLessThanOrEqualTo(7);
    }

    @Test
    void replyThatComesAgainCostsNoSend() throws InterruptedException {
        // Given
        var reply = scene.fromAi("hello");
        messages.recordReply(reply);
        delivery.deliver(reply);
        var sent = parts.of(reply.id()).getFirst();

        // When
        var cost = CountedDatabase.costOf(() -> delivery.deliver(reply));

        // Then
        assertThat(cost.transactions()).isLessThanOrEqualTo(3);
        assertThat(parts.of(reply.id()).getFirst()).isEqualTo(sent);
    }
}
