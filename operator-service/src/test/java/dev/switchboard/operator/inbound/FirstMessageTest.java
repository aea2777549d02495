package dev.switchboard.operator.inbound;

import static org.awaitility.Awaitility.await;

import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.operator.testing.Api;
import dev.switchboard.operator.testing.OperatorScene;
import dev.switchboard.testing.BackingServices;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
class FirstMessageTest {
    @Inject EventPublisher publisher;

    @Test
    void conversationCanBeTakenOverFromTheFirstMessageOn() {
        // Given
        var customer = new CustomerAddress(OperatorScene.newPhone());
        var conversation =
                new ConversationKey(
                        Channel.TWILIO, OperatorScene.twilioNumber("+14155238886"), customer);
        var providerId = "SM" + UUID.randomUUID();

        // When
        publisher.publishAndWait(
                Topics.INBOUND,
                conversation.id().toString(),
                new MessageReceived(
                        MessageId.ofProvider(Channel.TWILIO, providerId),
                        conversation,
                        providerId,
                        new Content.Text("hello"),
                        Optional.empty(),
                        Optional.empty(),
                        Instant.now(),
                        Instant.now(),
                        "{}"));

        // Then
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        Api.post("/api/v1/takeover", Map.of("phone", customer.value())).statusCode()
                                == 200);
    }
}
