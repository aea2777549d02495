package dev.switchboard.outbound.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.event.DeliveryStatus;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.OptOut;
import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.outbound.limit.SendCircuitBreakers;
import dev.switchboard.outbound.limit.SendRateLimiter;
import dev.switchboard.outbound.testing.DeliveryScene;
import dev.switchboard.outbound.testing.ProviderSim;
import dev.switchboard.outbound.testing.SimulatedProviders;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.message.MessageStatus;
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

/** Effect of each failure class on a part, at both providers. */
@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,postgres"))
@WithTestResource(SimulatedProviders.class)
class FailureClassesTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(1);

    @Inject EventPublisher publisher;

    @Inject ProviderSim providers;

    @Inject PartStore parts;

    @Inject MessageStore messages;

    @Inject ConversationStore conversations;

    @Inject SendCircuitBreakers circuitBreakers;

    @Inject SendRateLimiter rateLimiter;

    @AfterEach
    void clearFaults() {
        providers.clearFaults();
    }

    @ParameterizedTest
    @CsvSource({
        "twilio,400,63016",
        "twilio,400,63024",
        "twilio,400,21610",
        "twilio,400,63014",
        "meta,400,131047",
        "meta,400,131026",
        "meta,403,130497",
        "meta,400,131030"
    })
    void aPermanentRefusalFailsAtOnceWithItsCodeAndText(Channel channel, int status, String code) {
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
        assertThat(message.status()).isEqualTo(MessageStatus.FAILED);
        assertThat(message.failureCode()).contains(code);
        assertThat(message.failureText()).contains(failure.text());
        assertThat(circuitBreakers.isOpen(scene.conversation())).isFalse();
    }

    /** Any customer can be in a country that the business may not write to. */
    @Test
    void refusalOfOneCustomersCountryDelaysNoOther() {
        // Given
        refuse(Channel.META, 403, "130497");
        var forbidden = DeliveryScene.onMeta().fromAi("not there");
        publish(forbidden);
        awaitState(forbidden, PartState.FAILED);

        // When
        providers.clearFaults();
        var other = DeliveryScene.onMeta().fromAi("here");
        publish(other);

        // Then
        awaitState(other, PartState.SENT);
        assertThat(part(other).attempts()).isEqualTo(1);
        assertThat(part(forbidden).attempts()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "twilio,429,20429",
        "twilio,429,63017",
        "twilio,429,63018",
        "meta,429,130429",
        "meta,400,130429",
        "meta,503,131057",
        "meta,400,80007",
        "meta,400,131056"
    })
    void throttledPartIsRetried(Channel channel, int status, String code) {
        // Given
        refuse(channel, status, code);
        var scene = on(channel);
        var reply = scene.fromAi("later");
        publish(reply);
        await().atMost(LONG).until(() -> providers.sends(scene.customer()).size() >= 2);

        // When
        providers.clearFaults();

        // Then
        awaitState(reply, PartState.SENT);
        assertThat(providers.sends(scene.customer()).stream().map(ProviderSim.Send::outcome))
                .containsOnlyOnce("accepted");
    }

    @ParameterizedTest
    @CsvSource({
        "twilio,401,20003",
        "twilio,400,21660",
        "meta,401,190",
        "meta,403,10",
        "meta,400,133010"
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
        providers.clearFaults();

        // Then
        replies.forEach(reply -> awaitState(reply, PartState.SENT));
    }

    @ParameterizedTest
    @CsvSource({"twilio,63017", "meta,130429", "meta,131048"})
    void throttlingByStatusOpensTheNumbersBreaker(Channel channel, String code) {
        // Given
        var reply = on(channel).fromAi("accepted, then too fast");
        publish(reply);
        awaitState(reply, PartState.SENT);

        // When
        reportFailure(reply, code);

        // Then
        await().atMost(LONG).until(() -> circuitBreakers.isOpen(reply.conversation()));
        publish(on(channel).fromAi("probe"));
        await().atMost(LONG).until(() -> !circuitBreakers.isOpen(reply.conversation()));
    }

    @ParameterizedTest
    @CsvSource({"twilio,63018", "meta,131056"})
    void recipientThrottlingByStatusDelaysThatCustomer(Channel channel, String code) {
        // Given
        var reply = on(channel).fromAi("accepted, then too much");
        publish(reply);
        awaitState(reply, PartState.SENT);

        // When
        reportFailure(reply, code);

        // Then
        awaitState(reply, PartState.FAILED);
        // Each poll reserves a send: far fewer than a burst has.
        await().pollInterval(SHORT)
                .until(() -> rateLimiter.reserve(reply.conversation()).compareTo(SHORT) > 0);
        assertThat(rateLimiter.reserve(on(channel).conversation())).isLessThan(SHORT);
    }

    @Test
    void afterAnOptOutKnownOnlyToTwilioNothingIsSentUntilStart() {
        // Given
        refuse(Channel.TWILIO, 400, "21610");
        var scene = on(Channel.TWILIO);
        conversations.recordCustomerActivity(scene.conversation(), null, Instant.now());
        var refused = scene.fromAi("unwanted");
        publish(refused);
        awaitState(refused, PartState.FAILED);
        providers.clearFaults();

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
        conversations.recordInbound(List.of(start(scene)));
        var wanted = scene.fromOperator("welcome back");
        publish(wanted);

        // Then
        awaitState(wanted, PartState.SENT);
    }

    private static MessageReceived start(DeliveryScene scene) {
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

    private void reportFailure(ReplyDecided reply, String code) {
        conversations.recordBusinessActivity(reply.conversation(), Instant.now());
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
    @CsvSource({"twilio,401,20003", "meta,401,190"})
    void credentialsThatStayInvalidFailThePartInTheEnd(Channel channel, int status, String code) {
        // Given
        refuse(channel, status, code);
        var replies =
                IntStream.range(0, 3).mapToObj(n -> on(channel).fromAi("hello " + n)).toList();

        replies.forEach(this::planShortBeforeTimeout);

        // When
        replies.forEach(this::publish);

        // Then
        for (var reply : replies) {
            awaitState(reply, PartState.FAILED);
            assertThat(part(reply).failure().orElseThrow().code()).isEqualTo(code);
        }
    }

    /** Plans the reply as if most of its delivery timeout had passed. */
    private void planShortBeforeTimeout(ReplyDecided reply) {
        var since = Instant.now().minus(SimulatedProviders.DELIVERY_TIMEOUT).plusSeconds(2);
        parts.plan(reply, List.of(PartContent.text(reply.text())), since);
    }

    private void refuse(Channel channel, int status, String code) {
        providers.injectFaults(
                "{\"%s\":{\"status\":%d,\"code\":%s}}".formatted(channel.wireName(), status, code));
    }

    private static DeliveryScene on(Channel channel) {
        return channel.equals(Channel.META) ? DeliveryScene.onMeta() : DeliveryScene.onTwilio();
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
