package dev.switchboard.operator.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.operator.testing.Api;
import dev.switchboard.operator.testing.OperatorScene;
import dev.switchboard.testing.BackingServices;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
class ConversationReadsTest {
    private static final String CONVERSATIONS = "/api/v1/conversations";

    @Inject OperatorScene scene;

    @Test
    void conversationShowsCustomerOwnerAndLastMessage() {
        // Given
        var conversation = scene.conversation();
        scene.customerWrites(conversation, "Are you open on Sunday?");
        Api.post("/api/v1/takeover", Map.of("phone", conversation.customer().value()));

        // When
        var shown = Api.get(CONVERSATIONS + "/" + conversation.id()).jsonPath();

        // Then
        assertThat(shown.getString("id")).isEqualTo(conversation.id().toString());
        assertThat(shown.getString("customer")).isEqualTo(conversation.customer().value());
        assertThat(shown.getString("customerName")).isEqualTo("Ana Lima");
        assertThat(shown.getString("channel")).isEqualTo("twilio");
        assertThat(shown.getString("business.phone")).isEqualTo("+493012345678");
        assertThat(shown.getString("holder")).isEqualTo("operator");
        assertThat(shown.getLong("epoch")).isEqualTo(1);
        assertThat(shown.getString("holderSetBy")).isEqualTo("api");
        assertThat(shown.getString("lastMessage.text")).isEqualTo("Are you open on Sunday?");
        assertThat(shown.getString("lastMessage.senderType")).isEqualTo("customer");
    }

    @Test
    void listIsReadPageByPageTheMostRecentlyActiveFirst() {
        // Given
        var oldest = scene.conversation();
        var middle = scene.conversation();
        var newest = scene.conversation();

        // When
        var seen = new ArrayList<String>();
        var page = Api.get(CONVERSATIONS + "?limit=1").jsonPath();
        seen.addAll(page.getList("conversations.id"));
        for (var i = 0; i < 2; i++) {
            page =
                    Api.get(CONVERSATIONS + "?limit=1&before={b}", page.getString("nextBefore"))
                            .jsonPath();
            seen.addAll(page.getList("conversations.id"));
        }

        // Then
        assertThat(seen)
                .containsExactly(
                        newest.id().toString(), middle.id().toString(), oldest.id().toString());
    }

    @Test
    void listCanBeFilteredByOwnerCustomerOrText() {
        // Given
        var taken = scene.conversation();
        Api.post("/api/v1/takeover", Map.of("phone", taken.customer().value()));
        var phone = taken.customer().value();
        var digits = phone.substring(4);

        // When
        var withOperator = ids(CONVERSATIONS + "?holder=operator&limit=200");
        var withAi = ids(CONVERSATIONS + "?holder=AI&query=" + digits);
        var byPhone = ids(CONVERSATIONS + "?phone=whatsapp:{p}", phone);
        var byDigits = ids(CONVERSATIONS + "?query=" + digits);
        var byName = ids(CONVERSATIONS + "?query=ana lim&limit=1");
        var byWildcard = ids(CONVERSATIONS + "?query={q}", "%");

        // Then
        assertThat(withOperator).contains(taken.id().toString());
        assertThat(withAi).isEmpty();
        assertThat(byPhone).containsExactly(taken.id().toString());
        assertThat(byDigits).containsExactly(taken.id().toString());
        assertThat(byName).hasSize(1);
        assertThat(byWildcard).isEmpty();
    }

    private static List<String> ids(String address, Object... arguments) {
        return Api.get(address, arguments).jsonPath().getList("conversations.id");
    }

    @Test
    void messagesAreReadBackwardsPageByPageEachPageInOrder() {
        // Given
        var conversation = scene.conversation();
        for (var text : List.of("one", "two", "three")) {
            scene.customerWrites(conversation, text);
        }
        var messages = CONVERSATIONS + "/" + conversation.id() + "/messages";

        // When
        var newest = Api.get(messages + "?limit=2").jsonPath();
        var older =
                Api.get(messages + "?limit=2&before=" + newest.getLong("nextBefore")).jsonPath();

        // Then
        assertThat(newest.<String>getList("messages.text")).containsExactly("two", "three");
        assertThat(newest.getString("conversation.id")).isEqualTo(conversation.id().toString());
        assertThat(older.<String>getList("messages.text")).containsExactly("one");
        assertThat(older.getString("nextBefore")).isNull();
    }

    @Test
    void messageOfOursShowsTheStateOfEachPart() {
        // Given
        var conversation = scene.conversation();
        var reply =
                scene.aiReplies(scene.customerWrites(conversation, "Are you open on Sunday?"), 0);
        scene.part(conversation, reply, 1, "READ");
        scene.part(conversation, reply, 2, "SUPPRESSED");

        // When
        var shown =
                Api.get(CONVERSATIONS + "/" + conversation.id() + "/messages")
                        .jsonPath()
                        .setRootPath("messages[1]");

        // Then
        assertThat(shown.getString("senderType")).isEqualTo("ai");
        assertThat(shown.getString("status")).isEqualTo("suppressed");
        assertThat(shown.<String>getList("parts.state")).containsExactly("READ", "SUPPRESSED");
        assertThat(shown.<Integer>getList("parts.number")).containsExactly(1, 2);
        assertThat(shown.<String>getList("parts.providerMessageId").getFirst())
                .isEqualTo("SM-" + reply + "-1");
    }

    @Test
    void customersMessageShowsItsTypedContent() {
        // Given
        var conversation = scene.conversation();
        scene.customerWrites(conversation, "Hello");

        // When
        var shown = Api.get(CONVERSATIONS + "/" + conversation.id() + "/messages").jsonPath();

        // Then
        assertThat(shown.<Map<String, Object>>get("messages[0].content"))
                .isEqualTo(Map.of("kind", "text", "body", "Hello"));
        assertThat(shown.getString("messages[0].status")).isEqualTo("received");
    }

    @Test
    void everyOwnershipChangeIsRecordedWithActorTimeAndReason() {
        // Given
        var conversation = scene.conversation();
        var phone = conversation.customer().value();
        Api.post("/api/v1/takeover", Map.of("phone", phone, "reason", "asked for a person"));
        Api.post("/api/v1/handback", Map.of("phone", phone));

        // When
        var changes =
                Api.get(CONVERSATIONS + "/" + conversation.id() + "/control-changes").jsonPath();

        // Then
        assertThat(changes.<String>getList("changes.to")).containsExactly("ai", "operator");
        assertThat(changes.<Integer>getList("changes.epoch")).containsExactly(2, 1);
        assertThat(changes.getString("changes[1].from")).isEqualTo("ai");
        assertThat(changes.getString("changes[1].reason")).isEqualTo("asked for a person");
        assertThat(changes.getString("changes[1].changedBy")).isEqualTo("api");
        assertThat(changes.getString("changes[0].reason")).isNull();
    }

    @Test
    void formerReadsAnswerAtTheirOldPaths() {
        // Given
        var conversation = scene.conversation();
        scene.customerWrites(conversation, "Hello");

        // When
        var list = Api.get("/get_conversations?limit=1").jsonPath();
        var messages =
                Api.get("/get_messages?phone={p}", conversation.customer().value()).jsonPath();

        // Then
        assertThat(list.<String>getList("conversations.id"))
                .containsExactly(conversation.id().toString());
        assertThat(messages.<String>getList("messages.text")).containsExactly("Hello");
    }

    @Test
    void formerReadOfMessagesNeedsABusinessNumberWhenThereAreTwo() {
        // Given
        var phone = OperatorScene.newPhone();
        scene.conversation(Channel.TWILIO, OperatorScene.twilioNumber("+493055555555"), phone);
        var other =
                scene.conversation(
                        Channel.META, new BusinessNumber("3065403", "+493066666666"), phone);

        // When
        var unnamed = Api.get("/get_messages?phone={p}", phone);
        var named = Api.get("/get_messages?phone={p}&business=3065403", phone);

        // Then
        assertThat(unnamed.statusCode()).isEqualTo(409);
        assertThat(named.jsonPath().getString("conversation.id")).isEqualTo(other.id().toString());
    }
}
