package dev.switchboard.operator.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.switchboard.common.event.OwnershipChanged;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.operator.testing.Api;
import dev.switchboard.operator.testing.OperatorScene;
import dev.switchboard.operator.testing.Published;
import dev.switchboard.operator.testing.SendInFlight;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.ownership.Ownership;
import dev.switchboard.transcript.ownership.Ownership.Owner;
import dev.switchboard.transcript.ownership.OwnershipStore;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(BackingServices.class)
class TakeoverTest {
    private static final String TAKEOVER = "/api/v1/takeover";

    @Inject OperatorScene scene;
    @Inject OwnershipStore controls;
    @Inject SendInFlight sends;

    @Test
    void takeoverMakesAnOperatorTheOwnerAndPublishesAHint() {
        // Given
        var conversation = scene.conversation();

        // When
        var answer =
                Api.post(TAKEOVER, Map.of("phone", conversation.customer().value(), "reason", "r"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().<Map<String, Object>>get())
                .isEqualTo(Map.of("status", "takeover_complete"));
        assertThat(controls.current(conversation.id())).isEqualTo(new Ownership(Owner.OPERATOR, 1));
        await().untilAsserted(() ->
                assertThat(Published.in(Topics.OWNERSHIP_CHANGES, conversation))
                        .extracting(OwnershipChanged::ownedByAi, OwnershipChanged::epoch)
                        .containsExactly(tuple(false, 1L)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "+%s", "whatsapp:+%s", "%s@s.whatsapp.net", "  +%s "})
    void everyNotationOfAPhoneMeansTheSameCustomer(String notation) {
        // Given
        var conversation = scene.conversation();
        var digits = conversation.customer().value().substring(1);

        // When
        var answer = Api.post(TAKEOVER, Map.of("phone", notation.formatted(digits)));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(controls.current(conversation.id()).owner()).isEqualTo(Owner.OPERATOR);
    }

    @ParameterizedTest
    @CsvSource({"+5255, +52155", "+55119, +5511", "+54911, +5411", "+54911, +54 11 15 "})
    void everySpellingOfANumberMeansTheSameCustomer(String canonical, String other) {
        // Given
        var digits = ThreadLocalRandom.current().nextInt(80_000_000, 99_999_999);
        var conversation =
                scene.conversation(
                        Channel.TWILIO,
                        OperatorScene.twilioNumber("+493012345678"),
                        canonical + digits);

        // When
        var answer = Api.post(TAKEOVER, Map.of("phone", other + digits));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(controls.current(conversation.id()).owner()).isEqualTo(Owner.OPERATOR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u202A+%s\u202C",
                "\u2068%s\u2069",
                "\u200E+%s",
                "+%s\u200B",
                "\u00A0+%s\u202F",
                "tel:+%s",
                "00%s",
                "https://wa.me/%s"
            })
    void charactersPastedWithAPhoneAreIgnored(String pasted) {
        // Given
        var conversation = scene.conversation();
        var digits = conversation.customer().value().substring(1);
        var dashed = digits.substring(0, 5) + "\u2011" + digits.substring(5);

        // When
        var answer = Api.post(TAKEOVER, Map.of("phone", pasted.formatted(dashed)));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(controls.current(conversation.id()).owner()).isEqualTo(Owner.OPERATOR);
    }

    @Test
    void phoneMayHaveSpacesBetweenItsDigits() {
        // Given
        var conversation = scene.conversation();
        var spaced = conversation.customer().value().replaceAll("(.{3})", "$1 ");

        // When
        var answer = Api.post(TAKEOVER, Map.of("phone", spaced));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void customerWhoHidesThePhoneIsNamedByTheUserId() {
        // Given
        var userId = "DE." + OperatorScene.newPhone().substring(1);
        var conversation =
                scene.conversation(
                        Channel.META, new BusinessNumber("1065403", "+493012345678"), userId);

        // When
        var answer = Api.post(TAKEOVER, Map.of("phone", "whatsapp:" + userId));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(controls.current(conversation.id()).owner()).isEqualTo(Owner.OPERATOR);
    }

    @Test
    void repeatedTakeoverChangesNothing() {
        // Given
        var conversation = scene.conversation();
        var phone = Map.of("phone", conversation.customer().value());
        Api.post(TAKEOVER, phone);

        // When
        var answer = Api.post(TAKEOVER, phone);

        // Then
        assertThat(answer.jsonPath().getString("status")).isEqualTo("takeover_complete");
        assertThat(controls.current(conversation.id()).epoch()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "Ana", "12", "+49 151 hello", "whatsapp:", "+999999999999999999"})
    void invalidPhoneIsRefusedAndNamed(String phone) {
        // When
        var answer = Api.post(TAKEOVER, Map.of("phone", phone));

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("field")).isEqualTo("phone");
    }

    @Test
    void phoneOfNobodyIsUnknown() {
        // When
        var answer = Api.post(TAKEOVER, Map.of("phone", OperatorScene.newPhone()));

        // Then
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.jsonPath().getString("field")).isEqualTo("phone");
    }

    @Test
    void takeoverAnswersOnlyAfterTheSendInFlightHasEnded() throws Exception {
        // Given
        var conversation = scene.conversation();
        var send = sends.start(conversation.id());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var phone = Map.of("phone", conversation.customer().value());
            var answer = CompletableFuture.supplyAsync(() -> Api.post(TAKEOVER, phone), threads);
            await().until(() -> sends.isWaitedFor());
            assertThat(answer).isNotDone();

            // When
            send.end();

            // Then
            assertThat(answer)
                    .succeedsWithin(Duration.ofSeconds(10))
                    .extracting(Response::statusCode)
                    .isEqualTo(200);
            assertThat(controls.current(conversation.id()).owner()).isEqualTo(Owner.OPERATOR);
        }
    }

    @Test
    void takeoverThatTimesOutChangesNothingAndNamesTheTimeToRetry() throws Exception {
        // Given
        var conversation = scene.conversation();
        var send = sends.start(conversation.id());

        // When
        var answer = Api.post(TAKEOVER, Map.of("phone", conversation.customer().value()));

        // Then
        send.end();
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("2");
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("detail")).contains("has not");
        assertThat(controls.current(conversation.id())).isEqualTo(new Ownership(Owner.AI, 0));
    }

    @Test
    void customerOfTwoBusinessNumbersIsNamedWithOneOfThem() {
        // Given
        var phone = OperatorScene.newPhone();
        var first =
                scene.conversation(
                        Channel.TWILIO, OperatorScene.twilioNumber("+493011111111"), phone);
        var second =
                scene.conversation(
                        Channel.META,
                        new BusinessNumber("106540352242922", "+493022222222"),
                        phone);

        // When
        var unnamed = Api.post(TAKEOVER, Map.of("phone", phone));
        var byPhone =
                Api.post(TAKEOVER, Map.of("phone", phone, "business", "whatsapp:+49 30 11111111"));
        var byId = Api.post(TAKEOVER, Map.of("phone", phone, "business", "106540352242922"));
        var byOther = Api.post(TAKEOVER, Map.of("phone", phone, "business", "+493033333333"));

        // Then
        assertThat(unnamed.statusCode()).isEqualTo(409);
        assertThat(unnamed.jsonPath().getString("field")).isEqualTo("business");
        assertThat(unnamed.jsonPath().<List<Map<String, String>>>get("businesses"))
                .containsExactlyInAnyOrder(
                        Map.of(
                                "business", "+493011111111",
                                "id", "+493011111111",
                                "channel", "twilio"),
                        Map.of(
                                "business", "+493022222222",
                                "id", "106540352242922",
                                "channel", "meta"));
        assertThat(byPhone.statusCode()).isEqualTo(200);
        assertThat(byId.statusCode()).isEqualTo(200);
        assertThat(byOther.statusCode()).isEqualTo(404);
        assertThat(controls.current(first.id()).epoch()).isEqualTo(1);
        assertThat(controls.current(second.id()).epoch()).isEqualTo(1);
    }

    @Test
    void businessNumberOnBothChannelsNeedsTheChannel() {
        // Given
        var phone = OperatorScene.newPhone();
        var atTwilio =
                scene.conversation(
                        Channel.TWILIO, OperatorScene.twilioNumber("+493044444444"), phone);
        var atMeta =
                scene.conversation(
                        Channel.META, new BusinessNumber("2065403", "+493044444444"), phone);
        var named = Map.of("phone", phone, "business", "+493044444444");

        // When
        var both = Api.post(TAKEOVER, named);
        var one =
                Api.post(
                        TAKEOVER,
                        Map.of("phone", phone, "business", "+493044444444", "channel", "meta"));

        // Then
        assertThat(both.statusCode()).isEqualTo(409);
        assertThat(one.statusCode()).isEqualTo(200);
        assertThat(controls.current(atMeta.id()).owner()).isEqualTo(Owner.OPERATOR);
        assertThat(controls.current(atTwilio.id()).owner()).isEqualTo(Owner.AI);
    }
}
