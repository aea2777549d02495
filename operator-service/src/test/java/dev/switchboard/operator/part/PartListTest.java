package dev.switchboard.operator.part;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.operator.testing.Api;
import dev.switchboard.operator.testing.SentReplies;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.part.PartFailure;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(BackingServices.class)
class PartListTest {
    private static final String PARTS = "/api/v1/parts";

    @Inject SentReplies replies;

    @Test
    void partOfUnknownOutcomeIsListedWithRecipientAndReason() {
        // Given
        var reply = replies.ofOperator("One.", "Two.");
        replies.unknown(reply, 1);

        // When
        var listed = shown(Api.get(PARTS).jsonPath(), reply.id() + ".1");

        // Then
        assertThat(listed.getString("message")).isEqualTo(reply.id().toString());
        assertThat(listed.getInt("number")).isEqualTo(1);
        assertThat(listed.getInt("total")).isEqualTo(2);
        assertThat(listed.getString("conversation"))
                .isEqualTo(reply.conversation().id().toString());
        assertThat(listed.getString("customer")).isEqualTo(reply.conversation().customer().value());
        assertThat(listed.getString("customerName")).isEqualTo("Ana Lima");
        assertThat(listed.getString("channel")).isEqualTo("twilio");
        assertThat(listed.getString("business.phone")).isEqualTo("+493012345678");
        assertThat(listed.getString("senderType")).isEqualTo("operator");
        assertThat(listed.getString("text")).isEqualTo("One.");
        assertThat(listed.getString("state")).isEqualTo("UNKNOWN");
        assertThat(listed.getString("since")).isNotBlank();
        assertThat(listed.getString("failureCode")).isEqualTo("outcome-unknown");
        assertThat(listed.getString("failureText")).isNotBlank();
        assertThat(listed.getInt("attempts")).isEqualTo(1);
        assertThat(listed.getString("decision")).isNull();
    }

    @Test
    void partsInOtherStatesAreListedByState() {
        // Given
        var refused = replies.ofOperator("Not for you.");
        replies.failed(refused, 1, new PartFailure("63016", "outside the window"));
        var stopped = replies.ofOperator("Never said.");
        replies.suppressed(stopped, 1);
        var waiting = replies.ofOperator("Still to be said.");

        // When
        var failed = Api.get(PARTS + "?state=failed").jsonPath();
        var suppressed = Api.get(PARTS + "?state=suppressed").jsonPath();
        var pending = Api.get(PARTS + "?state=Pending").jsonPath();

        // Then
        assertThat(shown(failed, refused.id() + ".1").getString("failureCode")).isEqualTo("63016");
        assertThat(ids(suppressed)).contains(stopped.id() + ".1");
        assertThat(ids(pending)).contains(waiting.id() + ".1").doesNotContain(refused.id() + ".1");
    }

    @Test
    void messageThatATakeoverCutShortShowsItInEachPart() {
        // Given
        var reply = replies.ofOperator("One.", "Two.", "Three.");
        replies.proven(reply, 1);

        // When
        replies.suppressed(reply, 2);

        // Then
        var message =
                Api.get("/api/v1/conversations/" + reply.conversation().id() + "/messages")
                        .jsonPath()
                        .setRootPath("messages[0]");
        assertThat(message.getString("status")).isEqualTo("suppressed");
        assertThat(message.<String>getList("parts.state"))
                .containsExactly("SENT", "SUPPRESSED", "SUPPRESSED");
        assertThat(ids(Api.get(PARTS + "?state=suppressed").jsonPath()))
                .contains(reply.id() + ".2", reply.id() + ".3");
    }

    @Test
    void listIsReadPageByPageTheNewestFirst() {
        // Given
        var older = replies.ofOperator("Older.");
        var newer = replies.ofOperator("Newer.");
        replies.unknown(older, 1);
        replies.unknown(newer, 1);

        // When
        var seen = new ArrayList<String>();
        var page = Api.get(PARTS + "?state=unknown&limit=1").jsonPath();
        seen.addAll(ids(page));
        page =
                Api.get(PARTS + "?state=unknown&limit=1&before={b}", page.getString("nextBefore"))
                        .jsonPath();
        seen.addAll(ids(page));

        // Then
        assertThat(seen).containsExactly(newer.id() + ".1", older.id() + ".1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"state=delivered", "state=lost", "limit=0", "before=yesterday"})
    void parameterThatCannotBeReadIsNamed(String parameter) {
        // When
        var answer = Api.get(PARTS + "?" + parameter);

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("field"))
                .isEqualTo(parameter.substring(0, parameter.indexOf('=')));
    }

    private static List<String> ids(JsonPath page) {
        return page.getList("parts.id");
    }

    private static JsonPath shown(JsonPath page, String part) {
        assertThat(ids(page)).contains(part);
        return page.setRootPath("parts[" + ids(page).indexOf(part) + "]");
    }
}
