package dev.switchboard.operator.inbound;

import static org.awaitility.Awaitility.await;

import dev.switchboard.chassis.topic.EventPublisher;
import dev.switchboard.localstack.testing.BackingServices;
import dev.switchboard.model.content.Content;
import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.CustomerAddress;
import dev.switchboard.model.identity.MessageId;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.operator.testing.Api;
import dev.switchboard.operator.testing.Scene;
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
    void aCustomerWhoHasJustWrittenForTheFirstTimeCanBeTakenOver() {
        // Given
        var customer = new CustomerAddress(Scene.newPhone());
        var conversation =
                new ConversationKey(Channel.TWILIO, Scene.twilioNumber("+14155238886"), customer);
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
