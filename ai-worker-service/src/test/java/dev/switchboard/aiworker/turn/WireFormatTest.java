package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.common.event.OwnershipChanged;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.languagemodel.ModelProvider;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.SimulatedModels;
import dev.switchboard.transcript.ownership.Ownership;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Part of ai-worker in the five guarantees, once with the wire format of each provider: nothing
 * lost, nothing twice, in order, one reply a burst, nothing after a takeover. Past the reply in
 * Kafka no service knows which model has written it.
 */
@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class WireFormatTest extends ProfileCase {
    private static SimulatedModels simulated;

    @BeforeAll
    static void startModels() {
        simulated = new SimulatedModels();
    }

    @AfterAll
    static void stopModels() {
        simulated.close();
    }

    @BeforeEach
    void resetModels() {
        simulated.reset();
    }

    @ParameterizedTest
    @EnumSource(names = {"GEMINI", "OPENAI", "ANTHROPIC", "OLLAMA", "ASKYOURDATABASE"})
    void burstIsAnsweredOnceAndTheNextOneAfterIt(ModelProvider provider) {
        // Given
        activate(provider);
        var burst = customer.saying("One pizza", "with olives", "please");
        var next = customer.saying("How long will it take?");

        // When
        simulated.script(Map.of("reply", "In the oven."));
        publish(burst);
        var first = replyTo(burst);
        simulated.script(Map.of("reply", "Ten minutes."));
        publish(next);
        publish(burst);
        var second = replyTo(next);

        // Then
        assertThat(first.text()).isEqualTo("In the oven.");
        assertThat(second.text()).isEqualTo("Ten minutes.");
        assertThat(simulated.calls()).hasSize(2);
        assertThat(simulated.calls().getFirst().path("request").toString())
                .contains("One pizza", "with olives", "please");
        assertThat(transcript())
                .containsExactly(
                        "customer received: One pizza",
                        "customer received: with olives",
                        "customer received: please",
                        "ai queued: In the oven.",
                        "customer received: How long will it take?",
                        "ai queued: Ten minutes.");
        await().untilAsserted(() ->
                assertThat(repliesSoFar()).containsOnly(first, second).hasSizeGreaterThan(2));
    }

    @ParameterizedTest
    @EnumSource(names = {"GEMINI", "OPENAI", "ANTHROPIC", "OLLAMA", "ASKYOURDATABASE"})
    void correctionClosesTheConnectionAndBothTurnsGetOneReply(ModelProvider provider) {
        // Given
        activate(provider);
        var first = publishedToABusyModel("One pizza");
        var correction = customer.saying("no, two");

        // When
        simulated.script(Map.of("latency", "PT0S", "reply", "Two pizzas."));
        publish(correction);

        // Then
        var reply = replyTo(first);
        assertThat(reply.text()).isEqualTo("Two pizzas.");
        assertThat(reply.answers()).containsExactly(first.id(), correction.id());
        await().until(WireFormatTest::isFirstCallClosed);
        assertThat(simulated.calls()).hasSize(2);
        assertThat(simulated.calls().getLast().path("request").toString())
                .contains("One pizza", "no, two");
        assertThat(repliesSoFar()).containsOnly(reply);
        assertThat(transcript())
                .containsExactly(
                        "customer received: One pizza",
                        "customer received: no, two",
                        "ai queued: Two pizzas.");
    }

    @ParameterizedTest
    @EnumSource(names = {"GEMINI", "OPENAI", "ANTHROPIC", "OLLAMA", "ASKYOURDATABASE"})
    void takeoverClosesTheConnectionAndNothingIsSaid(ModelProvider provider) {
        // Given
        activate(provider);
        var turn = publishedToABusyModel("A person, please");
        var taken = ownerships.takeOver(customer.conversation().id(), "olga", null).ownership();

        // When
        await().pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    signal(taken);
                    return isFirstCallClosed();
                });

        // Then
        assertThat(awaitResult(turn)).isEmpty();
        assertThat(simulated.calls()).hasSize(1);
        assertThat(repliesSoFar()).isEmpty();
        assertThat(transcript()).containsExactly("customer received: A person, please");
    }

    private void activate(ModelProvider provider) {
        activate(provider, simulated.baseUrl(provider.settingName()), "key-of-the-wire-formats");
    }

    private TurnReady publishedToABusyModel(String text) {
        simulated.script(Map.of("latency", "PT30S"));
        var turn = customer.saying(text);
        publish(turn);
        await().until(() -> simulated.calls().size() == 1);
        return turn;
    }

    private static boolean isFirstCallClosed() {
        return simulated.calls().getFirst().path("cancelled").asBoolean();
    }

    private void signal(Ownership taken) {
        publisher.hint(
                new OwnershipChanged(
                        UUID.randomUUID(),
                        customer.conversation(),
                        taken.isOwnedByAi(),
                        taken.epoch(),
                        Instant.now()));
    }
}
