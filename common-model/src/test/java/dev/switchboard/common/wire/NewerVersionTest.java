package dev.switchboard.common.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.event.ConversationChanged;
import dev.switchboard.common.event.DeliveryStatus;
import dev.switchboard.common.event.Event;
import dev.switchboard.common.event.Examples;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.TurnReady;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compatibility during a rolling upgrade: an older version reads events of a newer one, and unknown
 * fields, constants and kinds cost no customer an answer. The channel is no such constant: nothing
 * can be sent on an unknown one.
 */
class NewerVersionTest {
    private static final String UNKNOWN = "FROM_THE_FUTURE";

    static List<Event> events() {
        return Examples.ofEveryEvent();
    }

    @ParameterizedTest
    @MethodSource("events")
    void fieldsThatAreNotKnownAreIgnoredWhereverTheyStand(Event event) throws IOException {
        // Given
        var newer = Json.mapper().readTree(EventCodec.encode(event));
        addFields(newer);

        // When
        var read = EventCodec.decode(event.getClass(), bytes(newer));

        // Then
        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("details", "headers")
                .isEqualTo(event);
    }

    private static void addFields(JsonNode node) {
        node.forEach(NewerVersionTest::addFields);
        if (node instanceof ObjectNode object) {
            object.put("fromTheFuture", "x");
        }
    }

    @Test
    void reasonForAClosedTurnThatIsNotKnownIsNoReasonNotToAnswer() {
        assertThat(changed(TurnReady.class, "/closedBy", UNKNOWN).closedBy())
                .isEqualTo(TurnReady.Closing.QUIET);
    }

    @Test
    void statusThatIsNotKnownTakesNothingBack() {
        assertThat(changed(ProviderStatusReceived.class, "/status", UNKNOWN).status())
                .isEqualTo(DeliveryStatus.QUEUED);
    }

    @Test
    void authorThatIsNotKnownIsFenced() {
        assertThat(changed(ReplyDecided.class, "/author", UNKNOWN).isFenced()).isTrue();
    }

    @Test
    void changeThatIsNotKnownIsANote() {
        assertThat(changed(ConversationChanged.class, "/change", UNKNOWN).change())
                .isEqualTo(ConversationChanged.Change.NOTE);
    }

    @Test
    void messageOfAKindThatIsNotKnownIsUnsupportedInItsTurn() {
        assertThat(changed(TurnReady.class, "/messages/0/content/kind", "hologram").messages())
                .first()
                .extracting(MessageReceived::content)
                .isInstanceOf(Content.Unsupported.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"media\",\"items\":[{\"kind\":\"HOLOGRAM\",\"reference\":\"1\"}]}",
                "{\"kind\":\"choice\",\"of\":\"DIAL\",\"id\":\"1\",\"title\":\"One\"}"
            })
    void constantsInsideAContentThatAreNotKnownHaveADefault(String json) throws IOException {
        assertThat(Json.mapper().readValue(json, Content.class))
                .isInstanceOfAny(Content.Media.class, Content.Choice.class);
    }

    @Test
    void contactOfAnEarlierVersionHasNoDetails() throws IOException {
        // Given
        var json =
                "{\"kind\":\"contacts\",\"cards\":[{\"name\":\"Rui\",\"phones\":[\"+351910000000\"]}]}";

        // When
        var content = Json.mapper().readValue(json, Content.class);

        // Then
        assertThat(content)
                .isInstanceOfSatisfying(
                        Content.Contacts.class,
                        contacts -> assertThat(contacts.cards().getFirst().details()).isEmpty());
    }

    /** Returns the example of the event with another value at this place. */
    private static <E extends Event> E changed(Class<E> type, String pointer, String value) {
        var example =
                Examples.ofEveryEvent().stream().filter(type::isInstance).findFirst().orElseThrow();
        try {
            var json = Json.mapper().readTree(EventCodec.encode(example));
            var end = pointer.lastIndexOf('/');
            ((ObjectNode) json.at(pointer.substring(0, end)))
                    .put(pointer.substring(end + 1), value);
            return EventCodec.decode(type, bytes(json));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(UTF_8);
    }
}
