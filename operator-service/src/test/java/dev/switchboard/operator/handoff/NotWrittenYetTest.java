package dev.switchboard.operator.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.common.wire.RedisKeys;
import dev.switchboard.operator.testing.Api;
import dev.switchboard.operator.testing.OperatorScene;
import dev.switchboard.operator.testing.Published;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.ownership.Ownership.Owner;
import dev.switchboard.transcript.ownership.OwnershipStore;
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

    @Inject OwnershipStore controls;
    @Inject OperatorScene scene;
    @Inject EventPublisher publisher;
    @Inject RedisDataSource redis;

    private final String phone = OperatorScene.newPhone();
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
    void takeoverHoldsOnEveryChannelOfTheFirstMessageUntilTheHandback() {
        // When
        var taken = Api.post(TAKEOVER, Map.of("phone", phone));

        // Then
        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(List.of(owner(onTwilio), owner(onMeta))).containsOnly(Owner.OPERATOR);

        // When
        var given = Api.post(HANDBACK, Map.of("phone", phone, "answer_pending", true));

        // Then
        assertThat(given.statusCode()).isEqualTo(200);
        assertThat(List.of(owner(onTwilio), owner(onMeta))).containsOnly(Owner.AI);
    }

    @Test
    void firstMessageComesIntoATakenOverConversation() {
        // Given
        Api.post(TAKEOVER, Map.of("phone", phone));

        // When
        publisher.publishAndWait(
                Topics.INBOUND, onTwilio.id().toString(), OperatorScene.message(phone, "hello"));

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
        assertThat(List.of(owner(onTwilio), owner(onMeta))).containsOnly(Owner.AI);
    }

    @Test
    void onlyTheNamedChannelOrBusinessNumberIsTakenOver() {
        // When
        Api.post(TAKEOVER, Map.of("phone", phone, "channel", "meta"));

        // Then
        assertThat(owner(onMeta)).isEqualTo(Owner.OPERATOR);
        assertThat(owner(onTwilio)).isEqualTo(Owner.AI);

        // When
        Api.post(TAKEOVER, Map.of("phone", phone, "business", "+1 415 523 8886"));

        // Then
        assertThat(owner(onTwilio)).isEqualTo(Owner.OPERATOR);
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
        assertThat(owner(onTwilio)).isEqualTo(Owner.OPERATOR);
        assertThat(
                        Api.get("/api/v1/conversations?phone={p}", phone)
                                .jsonPath()
                                .getList("conversations.lastMessage.text"))
                .containsExactly("Hi");
    }

    @Test
    void messageThatTwoChannelsCanSendMustNameOne() {
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
        assertThat(owner(onTwilio)).isEqualTo(Owner.AI);
    }

    @Test
    void newNumberOfAKnownCustomerMeansTheSameConversation() {
        // Given
        var former = scene.conversation(Channel.META, onMeta.business(), OperatorScene.newPhone());
        redis.value(String.class)
                .set(
                        RedisKeys.alias(Channel.META, "100000000000001", phone),
                        former.customer().value());

        // When
        Api.post(TAKEOVER, Map.of("phone", phone));

        // Then
        assertThat(owner(former)).isEqualTo(Owner.OPERATOR);
        assertThat(owner(onMeta)).isEqualTo(Owner.AI);
    }

    /** Nobody has written anywhere when the number is taken; then somebody writes on Twilio. */
    @Test
    void handbackGivesBackWhatWasTakenUnderTheAddressThatTheNumberLeadsTo() {
        // Given
        var hidden = hiddenOnMeta();
        Api.post(TAKEOVER, Map.of("phone", phone));
        assertThat(List.of(owner(onTwilio), owner(hidden))).containsOnly(Owner.OPERATOR);
        scene.conversation(Channel.TWILIO, onTwilio.business(), phone);

        // When
        var given = Api.post(HANDBACK, Map.of("phone", phone));

        // Then
        assertThat(given.statusCode()).isEqualTo(200);
        assertThat(List.of(owner(onTwilio), owner(hidden))).containsOnly(Owner.AI);
    }

    @Test
    void handbackGivesBackWhatTheNumberHeldBeforeTheCustomerWroteOnBothChannels() {
        // Given
        var hidden = hiddenOnMeta();
        Api.post(TAKEOVER, Map.of("phone", phone));
        scene.customerWrites(
                scene.conversation(Channel.TWILIO, onTwilio.business(), phone), "hello");
        scene.customerWrites(
                scene.conversation(Channel.META, hidden.business(), hidden.customer().value()),
                "hello");

        // When
        Api.post(HANDBACK, Map.of("phone", phone));

        // Then
        assertThat(List.of(owner(onTwilio), owner(hidden))).containsOnly(Owner.AI);
    }

    @Test
    void handbackGivesBackAHiddenConversationThatTheNumberMeantBeforeAnotherBegan() {
        // Given
        var hidden = hiddenOnMeta();
        scene.conversation(Channel.META, hidden.business(), hidden.customer().value());
        Api.post(TAKEOVER, Map.of("phone", phone));
        assertThat(owner(hidden)).isEqualTo(Owner.OPERATOR);
        scene.customerWrites(
                scene.conversation(Channel.TWILIO, onTwilio.business(), phone), "hello");

        // When
        Api.post(HANDBACK, Map.of("phone", phone));

        // Then
        assertThat(owner(hidden)).isEqualTo(Owner.AI);
    }

    /** By then the number alone means the conversation on Twilio. */
    @Test
    void handbackLeavesAHiddenConversationThatWasTakenOverOnceTheOtherHadBegun() {
        // Given
        var hidden = hiddenOnMeta();
        scene.conversation(Channel.META, hidden.business(), hidden.customer().value());
        scene.customerWrites(
                scene.conversation(Channel.TWILIO, onTwilio.business(), phone), "hello");
        Api.post(TAKEOVER, Map.of("phone", phone));
        Api.post(TAKEOVER, Map.of("phone", hidden.customer().value()));

        // When
        Api.post(HANDBACK, Map.of("phone", phone));

        // Then
        assertThat(owner(onTwilio)).isEqualTo(Owner.AI);
        assertThat(owner(hidden)).isEqualTo(Owner.OPERATOR);
    }

    /** A customer on Meta without a phone number, to whom this number leads. */
    private ConversationKey hiddenOnMeta() {
        var hidden =
                new ConversationKey(
                        Channel.META,
                        onMeta.business(),
                        CustomerAddress.of("DE." + phone.substring(1)));
        redis.value(String.class)
                .set(
                        RedisKeys.alias(Channel.META, "100000000000001", phone),
                        hidden.customer().value());
        return hidden;
    }

    @Test
    void messagesOfAnUnknownCustomerAreNotFound() {
        assertThat(Api.get("/get_messages?phone={p}", phone).statusCode()).isEqualTo(404);
    }

    private Owner owner(ConversationKey conversation) {
        return controls.current(conversation.id()).owner();
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
