package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.testing.AnthropicPort;
import dev.switchboard.common.event.ReplyDecided.Author;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.SimulatedModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whole turns with {@code AI_PROVIDER=anthropic}, and no profile. */
@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(AnthropicPort.class)
class OtherProviderTest extends TurnCase {
    private SimulatedModels anthropic;

    @BeforeEach
    void startModels() {
        anthropic = AnthropicPort.startModels();
    }

    @AfterEach
    void stopModels() {
        anthropic.close();
    }

    @Test
    void turnIsAnsweredThroughTheProviderOfTheEnvironment() {
        // Given
        anthropic.script(Map.of("reply", "From *Claude*."));
        var turn = customer.saying("Hi");

        // When
        publish(turn);

        // Then
        var reply = replyTo(turn);
        assertThat(reply.author()).isEqualTo(Author.AI);
        assertThat(reply.authorId()).hasValue("claude-haiku-4-5");
        assertThat(replyStore.profile(reply.id())).hasValue("env");
        assertThat(anthropic.onlyCall().at("/request/messages/0/content/0/text").asText())
                .isEqualTo("Hi");
    }

    @Test
    void newerTurnClosesTheConnectionAndJoinsTheBatch() {
        // Given
        anthropic.script(
                Map.of(
                        "calls",
                        List.of(Map.of("latency", "PT30S"), Map.of("reply", "Two pizzas."))));
        var first = customer.saying("One pizza");
        publish(first);
        await().until(() -> anthropic.calls().size() == 1);
        var second = customer.saying("no, two");

        // When
        publish(second);

        // Then
        var reply = replyTo(first);
        assertThat(reply.text()).isEqualTo("Two pizzas.");
        assertThat(reply.answers()).containsExactly(first.id(), second.id());
        assertThat(anthropic.calls().getFirst().path("cancelled").asBoolean()).isTrue();
    }
}
