package dev.switchboard.outbound.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.chassis.topic.EventPublisher;
import dev.switchboard.localstack.testing.BackingServices;
import dev.switchboard.model.content.Content;
import dev.switchboard.model.event.DeliveryStatus;
import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.event.OptOut;
import dev.switchboard.model.event.ProviderStatusReceived;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.MessageId;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.outbound.pace.Pace;
import dev.switchboard.outbound.testing.ProviderSim;
import dev.switchboard.outbound.testing.Scene;
import dev.switchboard.outbound.testing.SimulatedProviders;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartContent;
import dev.switchboard.transcript.part.PartFailure;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.part.PartStore;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each class of refusal does to a part, at both providers. */
@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,postgres"))
@WithTestResource(SimulatedProviders.class)
class FailureClassesTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration A_WHILE = Duration.ofSeconds(1);

    @Inject EventPublisher publisher;

    @Inject ProviderSim providers;

    @Inject PartStore parts;

    @Inject MessageStore messages;

    @Inject ConversationStore conversations;

    @Inject Brakes brakes;

    @Inject Pace pace;

    @AfterEach
    void behave() {
        providers.behave();
    }

    @ParameterizedTest
    @CsvSource({
        "TWILIO,400,63016",
        "TWILIO,400,63024",
        "TWILIO,400,21610",
        "TWILIO,400,63014",
        "META,400,131047",
        "META,400,131026",
        "META,403,130497",
        "META,400,131030"
    })
    void aRefusalForGoodFailsAtOnceWithItsCodeAndText(Channel channel, int status, String code) {
        // Given
        refuse(channel, status, code);
        var scene = on(channel);
        var reply = scene.fromAi("not for you");

        // When
        publish(reply);

        // Then
        awaitState(reply, PartState.FAILED);
        assertThat(providers.sends(scene.customer())).hasSize(1);
        var failure = part(reply).failure().orElseThrow();
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.text()).isNotBlank();
        var message = messages.find(MessageId.of(reply.id())).orElseThrow();
        assertThat(message.status).isEqualTo("failed");
        assertThat(message.failureCode).isEqualTo(code);
        assertThat(message.failureText).isEqualTo(failure.text());
        assertThat(brakes.isHeld(scene.conversation())).isFalse();
    }

    /** A customer in a country that the business may not write to; any customer can be one. */
    @Test
    void refusalOfOneCustomersCountryHoldsUpNoOther() {
        // Given
        refuse(Channel.META, 403, "130497");
        var forbidden = Scene.onMeta().fromAi("not there");
        publish(forbidden);
        awaitState(forbidden, PartState.FAILED);

        // When
        providers.behave();
        var other = Scene.onMeta().fromAi("here");
        publish(other);

        // Then
        awaitState(other, PartState.SENT);
        assertThat(part(other).attempts()).isEqualTo(1);
        assertThat(part(forbidden).attempts()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "TWILIO,429,20429",
        "TWILIO,429,63017",
        "TWILIO,429,63018",
        "META,429,130429",
        "META,400,130429",
        "META,503,131057",
        "META,400,80007",
        "META,400,131056"
    })
    void tooFastIsTriedAgainLater(Channel channel, int status, String code) {
        // Given
        refuse(channel, status, code);
        var scene = on(channel);
        var reply = scene.fromAi("patience");
        publish(reply);
        await().atMost(LONG).until(() -> providers.sends(scene.customer()).size() >= 2);

        // When
        providers.behave();

        // Then
        awaitState(reply, PartState.SENT);
        assertThat(providers.sends(scene.customer()).stream().map(ProviderSim.Send::outcome))
                .containsOnlyOnce("accepted");
    }

    @ParameterizedTest
    @CsvSource({
        "TWILIO,401,20003",
        "TWILIO,400,21660",
        "META,401,190",
        "META,403,10",
        "META,400,133010"
    })
    void withoutValidCredentialsNothingFailsAndAllIsSentOnceTheyAre(
            Channel channel, int status, String code) {
        // Given
        refuse(channel, status, code);
        var replies =
                IntStream.range(0, 5).mapToObj(n -> on(channel).fromAi("hello " + n)).toList();
        replies.forEach(this::publish);
        await().atMost(LONG).until(() -> replies.stream().anyMatch(this::wasTried));

        // When
        providers.behave();

        // Then
        replies.forEach(reply -> awaitState(reply, PartState.SENT));
    }

    @ParameterizedTest
    @CsvSource({"TWILIO,63017", "META,130429", "META,131048"})
    void tooFastThatIsToldByStatusHoldsTheNumber(Channel channel, String code) {
        // Given
        var reply = on(channel).fromAi("taken, then too fast");
        publish(reply);
        awaitState(reply, PartState.SENT);

        // When
        tell(reply, code);

        // Then
        await().atMost(LONG).until(() -> brakes.isHeld(reply.conversation()));
        publish(on(channel).fromAi("goes ahead"));
        await().atMost(LONG).until(() -> !brakes.isHeld(reply.conversation()));
    }

    @ParameterizedTest
    @CsvSource({"TWILIO,63018", "META,131056"})
    void tooFastForOneCustomerThatIsToldByStatusSlowsThatCustomerDown(
            Channel channel, String code) {
        // Given
        var reply = on(channel).fromAi("taken, then too much");
        publish(reply);
        awaitState(reply, PartState.SENT);

        // When
        tell(reply, code);

        // Then
        awaitState(reply, PartState.FAILED);
        // Each look takes a turn: far fewer than a burst has.
        await().pollInterval(A_WHILE)
                .until(() -> pace.waitFor(reply.conversation()).compareTo(A_WHILE) > 0);
        assertThat(pace.waitFor(on(channel).conversation())).isLessThan(A_WHILE);
    }

    @Test
    void afterAStopThatOnlyTwilioKnewOfNothingIsSentUntilStart() {
        // Given
        refuse(Channel.TWILIO, 400, "21610");
        var scene = on(Channel.TWILIO);
        conversations.seen(scene.conversation(), Optional.empty(), Instant.now());
        var refused = scene.fromAi("unwanted");
        publish(refused);
        awaitState(refused, PartState.FAILED);
        providers.behave();

        // When
        var byAi = scene.fromAi("still unwanted");
        var byOperator = scene.fromOperator("unwanted, too");
        publish(byAi);
        publish(byOperator);

        // Then
        awaitState(byAi, PartState.FAILED);
        awaitState(byOperator, PartState.FAILED);
        assertThat(part(byOperator).failure()).contains(PartFailure.OPTED_OUT);
        assertThat(providers.sends(scene.customer())).hasSize(1);

        // When
        conversations.heard(start(scene));
        var wanted = scene.fromOperator("welcome back");
        publish(wanted);

        // Then
        awaitState(wanted, PartState.SENT);
    }

    private static MessageReceived start(Scene scene) {
        return new MessageReceived(
                MessageId.ofProvider(Channel.TWILIO, "SM" + UUID.randomUUID()),
                scene.conversation(),
                "SM1",
                new Content.Text("START"),
                Optional.empty(),
                Optional.empty(),
                Instant.now(),
                Instant.now(),
                "{}",
                false,
                Optional.empty(),
                Optional.of(new OptOut(OptOut.Word.START, true)));
    }

    private void tell(ReplyDecided reply, String code) {
        conversations.reached(reply.conversation(), Instant.now());
        var id = part(reply).providerMessageId().orElseThrow();
        var status =
                new ProviderStatusReceived(
                        UUID.randomUUID(),
                        reply.conversation().channel(),
                        id,
                        Optional.empty(),
                        DeliveryStatus.FAILED,
                        "failed",
                        Optional.of(code),
                        Optional.empty(),
                        Instant.now(),
                        Instant.now());
        publisher.publishAndWait(Topics.PROVIDER_STATUSES, id, status);
    }

    private boolean wasTried(ReplyDecided reply) {
        return parts.of(reply.id()).stream().anyMatch(part -> part.attempts() > 0);
    }

    @ParameterizedTest
    @CsvSource({"TWILIO,401,20003", "META,401,190"})
    void credentialsThatStayInvalidAreSeenFromThePartInTheEnd(
            Channel channel, int status, String code) {
        // Given
        refuse(channel, status, code);
        var replies =
                IntStream.range(0, 3).mapToObj(n -> on(channel).fromAi("hello " + n)).toList();

        replies.forEach(this::isAboutToBeGivenUp);

        // When
        replies.forEach(this::publish);

        // Then
        for (var reply : replies) {
            awaitState(reply, PartState.FAILED);
            assertThat(part(reply).failure().orElseThrow().code()).isEqualTo(code);
        }
    }

    /** As if it had been tried for most of the time that there is. */
    private void isAboutToBeGivenUp(ReplyDecided reply) {
        var since = Instant.now().minus(SimulatedProviders.GIVE_UP_AFTER).plusSeconds(2);
        parts.plan(reply, List.of(PartContent.text(reply.text())), since);
    }

    private void refuse(Channel channel, int status, String code) {
        providers.misbehave(
                "{\"%s\":{\"status\":%d,\"code\":%s}}".formatted(channel.wireName(), status, code));
    }

    private static Scene on(Channel channel) {
        return switch (channel) {
            case TWILIO -> Scene.onTwilio();
            case META -> Scene.onMeta();
        };
    }

    private void publish(ReplyDecided reply) {
        publisher.publishAndWait(Topics.REPLIES, reply.conversation().id().toString(), reply);
    }

    private void awaitState(ReplyDecided reply, PartState expected) {
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(parts.of(reply.id()).stream().map(Part::state))
                                .containsExactly(expected));
    }

    private Part part(ReplyDecided reply) {
        return parts.of(reply.id()).getFirst();
    }
}
