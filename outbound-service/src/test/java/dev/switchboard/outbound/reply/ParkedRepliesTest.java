package dev.switchboard.outbound.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.chassis.topic.EventPublisher;
import dev.switchboard.localstack.testing.BackingServices;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.outbound.delivery.ReplyDelivery;
import dev.switchboard.outbound.testing.ProviderSim;
import dev.switchboard.outbound.testing.Scene;
import dev.switchboard.outbound.testing.SimulatedProviders;
import dev.switchboard.transcript.control.ControlStore;
import dev.switchboard.transcript.part.ParkedReplyStore;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.part.PartStore;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Twelve conversations of a number may be under way here, and thirty replies of a provider: two
 * numbers in trouble leave room. Siblings: a number that is refused, one that is too fast, one
 * suspected of spam, one whose customers write on.
 */
@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,postgres"))
@WithTestResource(SimulatedProviders.class)
class ParkedRepliesTest {
    private static final Duration LONG = Duration.ofSeconds(25);
    private static final Duration UNTIL_GIVEN_UP = SimulatedProviders.GIVE_UP_AFTER.plusSeconds(60);

    @Inject EventPublisher publisher;

    @Inject ProviderSim providers;

    @Inject PartStore parts;

    @Inject ParkedReplyStore parked;

    @Inject ReplyDelivery delivery;

    @Inject ControlStore control;

    @AfterEach
    void behave() {
        providers.behave();
    }

    @Test
    void oneNumbersTroubleLeavesRoomForTheOthersAndEndsVisibly() {
        // Given
        var refused =
                IntStream.range(0, 60)
                        .mapToObj(n -> Scene.onForeignNumber().fromAi("refused " + n))
                        .toList();
        refused.forEach(this::publish);

        // When
        var other = Scene.onTwilio().fromAi("not held up");
        publish(other);

        // Then
        await().atMost(LONG).until(() -> is(other, PartState.SENT));
        assertThat(refused).noneMatch(reply -> is(reply, PartState.SENT));
        await().atMost(UNTIL_GIVEN_UP)
                .until(() -> refused.stream().allMatch(reply -> is(reply, PartState.FAILED)));
    }

    @Test
    void whatAPersonSaysDoesNotWaitForTheNumbersRoom() {
        // Given
        var scenes = Stream.generate(Scene::onForeignNumber).limit(30).toList();
        var replies = scenes.stream().map(scene -> scene.fromAi("refused")).toList();
        replies.forEach(this::publish);
        var last = scenes.getLast();
        await().atMost(LONG).until(() -> parked.oldest(last.conversation().id()).isPresent());

        // When
        control.takeOver(last.conversation().id(), "ana", Optional.empty());
        var said = last.fromOperator("a person speaking");
        publish(said);

        // Then
        await().atMost(LONG).until(() -> is(replies.getLast(), PartState.SUPPRESSED));
        await().atMost(UNTIL_GIVEN_UP).until(() -> parts.of(said.id()).getFirst().attempts() > 0);
    }

    @Test
    void whatWasParkedLeavesInItsOrder() {
        // Given
        providers.misbehave("{\"twilio\":{\"status\":401,\"code\":20003}}");
        var first =
                Stream.generate(Scene::onTwilio)
                        .limit(12)
                        .map(customer -> customer.fromAi("first"))
                        .toList();
        first.forEach(this::publish);
        await().atMost(LONG)
                .until(() -> first.stream().noneMatch(reply -> parts.of(reply.id()).isEmpty()));
        var scene = Scene.onTwilio();
        var replies = List.of(scene.fromAi("one"), scene.fromAi("two"), scene.fromAi("three"));
        replies.forEach(this::publish);
        await().atMost(LONG).until(() -> !parts.of(replies.getLast().id()).isEmpty());

        // When
        providers.behave();

        // Then
        await().atMost(LONG)
                .until(() -> replies.stream().allMatch(reply -> is(reply, PartState.SENT)));
        assertThat(accepted(scene)).containsExactly("one", "two", "three");
    }

    @Test
    void whatAKilledInstanceHadParkedIsDelivered() {
        // Given
        var scene = Scene.onTwilio();
        var replies = List.of(scene.fromAi("one"), scene.fromOperator("two"));

        // When
        for (var reply : replies) {
            delivery.prepare(reply);
            parked.park(reply, 3);
        }

        // Then
        await().atMost(LONG)
                .until(() -> replies.stream().allMatch(reply -> is(reply, PartState.SENT)));
        assertThat(accepted(scene)).containsExactly("one", "two");
        await().atMost(LONG).until(() -> parked.oldest(scene.conversation().id()).isEmpty());
    }

    private boolean is(ReplyDecided reply, PartState state) {
        var all = parts.of(reply.id());
        return !all.isEmpty() && all.stream().allMatch(part -> part.state() == state);
    }

    private List<String> accepted(Scene scene) {
        return providers.sends(scene.customer()).stream()
                .filter(send -> "accepted".equals(send.outcome()))
                .map(ProviderSim.Send::body)
                .toList();
    }

    private void publish(ReplyDecided reply) {
        publisher.publishAndWait(Topics.REPLIES, reply.conversation().id().toString(), reply);
    }
}
