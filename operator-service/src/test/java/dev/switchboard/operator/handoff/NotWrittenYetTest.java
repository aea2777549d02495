package dev.switchboard.operator.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.chassis.topic.EventPublisher;
import dev.switchboard.localstack.testing.BackingServices;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.CustomerAddress;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.model.wire.RedisKeys;
import dev.switchboard.operator.testing.Api;
import dev.switchboard.operator.testing.Published;
import dev.switchboard.operator.testing.Scene;
import dev.switchboard.transcript.control.Control.Holder;
import dev.switchboard.transcript.control.ControlStore;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One number of ours on each channel. */
@QuarkusTest
@TestProfile(NotWrittenYetTest.OneNumberEach.class)
@WithTestResource(BackingServices.class)
class NotWrittenYetTest {
    private static final String TAKEOVER = "/api/v1/takeover";
    private static final String HANDBACK = "/api/v1/handback";
    private static final String MESSAGE = "/api/v1/operator-message";

    @Inject ControlStore controls;
    @Inject Scene scene;
    @Inject EventPublisher publisher;
    @Inject RedisDataSource redis;

    private final String phone = Scene.newPhone();
    private final ConversationKey onTwilio =
            new ConversationKey(
                    Channel.TWILIO,
                    new BusinessNumber("+14155238886", "+14155238886"),
                    new CustomerAddress(phone));
    private final ConversationKey onMeta =
            new ConversationKey(
                    Channel.META,
                    new BusinessNumber("100000000000001", "100000000000001"),
                    new CustomerAddress(phone));

    @Test
    void takeoverHoldsOnEveryChannelByWhichTheFirstMessageMayComeUntilItIsGivenBack() {
        // When
        var taken = Api.post(TAKEOVER, Map.of("phone", phone));

        // Then
        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(List.of(holder(onTwilio), holder(onMeta))).containsOnly(Holder.OPERATOR);

        // When
        var given = Api.post(HANDBACK, Map.of("phone", phone, "answer_pending", true));

        // Then
        assertThat(given.statusCode()).isEqualTo(200);
        assertThat(List.of(holder(onTwilio), holder(onMeta))).containsOnly(Holder.AI);
    }

    @Test
    void firstMessageMeetsAConversationThatAPersonHas() {
        // Given
        Api.post(TAKEOVER, Map.of("phone", phone));

        // When
        publisher.publishAndWait(
                Topics.INBOUND, onTwilio.id().toString(), Scene.message(phone, "hello"));

        // Then
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(
                                        Api.get("/api/v1/conversations?phone={p}", phone)
                                                .jsonPath()
                                                .getList("conversations.holder"))
                                .containsExactly("operator"));

        // When
        Api.post(HANDBACK, Map.of("phone", phone));

        // Then
        assertThat(List.of(holder(onTwilio), holder(onMeta))).containsOnly(Holder.AI);
    }

    @Test
    void channelOrBusinessNumberThatIsNamedIsTheOneThatIsTaken() {
        // When
        Api.post(TAKEOVER, Map.of("phone", phone, "channel", "meta"));

        // Then
        assertThat(holder(onMeta)).isEqualTo(Holder.OPERATOR);
        assertThat(holder(onTwilio)).isEqualTo(Holder.AI);

        // When
        Api.post(TAKEOVER, Map.of("phone", phone, "business", "+1 415 523 8886"));

        // Then
        assertThat(holder(onTwilio)).isEqualTo(Holder.OPERATOR);
    }

    @Test
    void anOperatorCanBeginAConversation() {
        // When
        var answer =
                Api.post(MESSAGE, Map.of("phone", phone, "message", "Hi", "channel", "twilio"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Published.in(Topics.REPLIES, onTwilio))
                .extracting(ReplyDecided::text)
                .containsExactly("Hi");
        assertThat(holder(onTwilio)).isEqualTo(Holder.OPERATOR);
        assertThat(
                        Api.get("/api/v1/conversations?phone={p}", phone)
                                .jsonPath()
                                .getList("conversations.lastMessage.text"))
                .containsExactly("Hi");
    }

    @Test
    void messageThatMayBeMeantForTwoChannelsMustNameOne() {
        // When
        var answer = Api.post(MESSAGE, Map.of("phone", phone, "message", "Hi"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("field")).isEqualTo("channel");
        assertThat(answer.jsonPath().getList("businesses.channel"))
                .containsExactlyInAnyOrder("twilio", "meta");
    }

    @Test
    void numberThatIsNotOursIsUnknownAndNonsenseIsRefused() {
        // When
        var notOurs = Api.post(TAKEOVER, Map.of("phone", phone, "business", "+14155230000"));
        var nonsense = Api.post(TAKEOVER, Map.of("phone", phone, "business", "Ana"));

        // Then
        assertThat(notOurs.statusCode()).isEqualTo(404);
        assertThat(nonsense.statusCode()).isEqualTo(400);
        assertThat(nonsense.jsonPath().getString("field")).isEqualTo("business");
        assertThat(holder(onTwilio)).isEqualTo(Holder.AI);
    }

    @Test
    void numberThatCameInThePlaceOfAnotherMeansTheSameConversation() {
        // Given
        var former = scene.conversation(Channel.META, onMeta.business(), Scene.newPhone());
        redis.value(String.class)
                .set(
                        RedisKeys.alias(Channel.META, "100000000000001", phone),
                        former.customer().value());

        // When
        Api.post(TAKEOVER, Map.of("phone", phone));

        // Then
        assertThat(holder(former)).isEqualTo(Holder.OPERATOR);
        assertThat(holder(onMeta)).isEqualTo(Holder.AI);
    }

    @Test
    void nobodysMessagesAreStillUnknown() {
        assertThat(Api.get("/get_messages?phone={p}", phone).statusCode()).isEqualTo(404);
    }

    private Holder holder(ConversationKey conversation) {
        return controls.current(conversation.id()).holder();
    }

    /** As in a stack with both channels. */
    public static class OneNumberEach implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "TWILIO_WHATSAPP_NUMBER", "whatsapp:+14155238886",
                    "WHATSAPP_PHONE_NUMBER_ID", "100000000000001");
        }
    }
}
