package dev.switchboard.common.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.event.Event;
import dev.switchboard.common.event.Examples;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.OptOut;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {

    static List<Event> examples() {
        return Examples.ofEveryEvent();
    }

    /** A change of the golden file is a change of what other versions of the services read. */
    @ParameterizedTest
    @MethodSource("examples")
    void theWireFormIsTheOneInTheGoldenFile(Event event) throws IOException {
        // When
        var written = Json.mapper().readTree(EventCodec.encode(event));

        // Then
        assertThat(written).isEqualTo(Json.mapper().readTree(golden(event)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void encodedEventIsDecoded(Event event) {
        // When
        var read = EventCodec.decode(event.getClass(), EventCodec.encode(event));

        // Then
        assertThat(read).isEqualTo(event);
    }

    @Test
    void everyEventHasAnExample() {
        assertThat(Examples.ofEveryEvent().stream().map(event -> event.getClass().getSimpleName()))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Event.class.getPermittedSubclasses())
                                .map(Class::getSimpleName)
                                .toList());
    }

    @Test
    void fieldsOfANewerVersionAreIgnored() throws IOException {
        // Given
        var newer =
                golden(Examples.ofEveryEvent().getFirst())
                        .replaceFirst("\\{", "{\"fromTheFuture\":{\"a\":1},");

        // When
        var read = EventCodec.decode(MessageReceived.class, newer.getBytes(UTF_8));

        // Then
        assertThat(read).isEqualTo(Examples.ofEveryEvent().getFirst());
    }

    @Test
    void messageHasASenderFieldOnlyIfTheBusinessWroteIt() throws IOException {
        // Given
        var customers = (MessageReceived) Examples.ofEveryEvent().getFirst();
        var typed = golden("MessageReceived-by-business");

        // When
        var read = EventCodec.decode(MessageReceived.class, typed.getBytes(UTF_8));

        // Then
        assertThat(customers.byBusiness()).isFalse();
        assertThat(read.byBusiness()).isTrue();
        assertThat(read.id()).isEqualTo(customers.id());
        assertThat(Json.mapper().readTree(EventCodec.encode(read)))
                .isEqualTo(Json.mapper().readTree(typed));
    }

    @Test
    void contextTravelsWithItsMessage() throws IOException {
        // Given
        var event = Examples.referring();

        // When
        var written = EventCodec.encode(event);

        // Then
        assertThat(Json.mapper().readTree(written))
                .isEqualTo(Json.mapper().readTree(golden("MessageReceived-referring")));
        assertThat(EventCodec.decode(MessageReceived.class, written)).isEqualTo(event);
    }

    @Test
    void everyKindOfContentHasTheFormInTheGoldenFile() throws IOException {
        // Given
        var contents = Examples.ofEveryContent();
        var type = new TypeReference<List<Content>>() {};

        // When
        var written = Json.mapper().writerFor(type).writeValueAsString(contents);

        // Then
        assertThat(Json.mapper().readTree(written))
                .isEqualTo(Json.mapper().readTree(golden("contents")));
        assertThat(Json.mapper().readValue(written, type)).isEqualTo(contents);
        assertThat(contents.stream().<Class<?>>map(Content::getClass).distinct())
                .containsExactlyInAnyOrder(Content.class.getPermittedSubclasses());
    }

    @Test
    void writingAddressAndOptOutTravelWithTheMessage() {
        // Given
        var plain = (MessageReceived) Examples.ofEveryEvent().getFirst();
        var key = plain.conversation();
        var spelled =
                new MessageReceived(
                        plain.id(),
                        new ConversationKey(
                                key.channel(),
                                key.business(),
                                key.customer(),
                                Optional.of(new CustomerAddress("+5215512345678"))),
                        plain.providerMessageId(),
                        plain.content(),
                        plain.customerName(),
                        plain.quotes(),
                        plain.providerTime(),
                        plain.receivedAt(),
                        plain.raw(),
                        false,
                        Optional.empty(),
                        Optional.of(new OptOut(OptOut.Word.STOP, true)));

        // When
        var read = EventCodec.decode(MessageReceived.class, EventCodec.encode(spelled));

        // Then
        assertThat(read).isEqualTo(spelled);
        assertThat(read.withoutRaw().optOut()).isEqualTo(spelled.optOut());
    }

    @Test
    void contentOfAKindThatIsNotKnownYetIsUnsupported() throws IOException {
        // When
        var content = Json.mapper().readValue("{\"kind\":\"hologram\",\"depth\":3}", Content.class);

        // Then
        assertThat(content).isEqualTo(new Content.Unsupported(Optional.empty(), Optional.empty()));
    }

    @Test
    void valueThatIsNoEventIsUndecodable() {
        assertThatExceptionOfType(UndecodableException.class)
                .isThrownBy(
                        () -> EventCodec.decode(MessageReceived.class, "{\"id\":".getBytes(UTF_8)))
                .withMessageContaining("MessageReceived");
        assertThatExceptionOfType(UndecodableException.class)
                .isThrownBy(() -> EventCodec.decode(MessageReceived.class, "null".getBytes(UTF_8)));
        assertThatExceptionOfType(UndecodableException.class)
                .isThrownBy(() -> EventCodec.decode(MessageReceived.class, "{}".getBytes(UTF_8)));
        assertThatExceptionOfType(UndecodableException.class)
                .isThrownBy(() -> EventCodec.decode(MessageReceived.class, null));
    }

    @Test
    void headersNameTheEvent() {
        // Given
        var event = Examples.ofEveryEvent().getFirst();

        // When
        var headers = EventCodec.headers(event);

        // Then
        assertThat(headers.get(EventCodec.TYPE_HEADER))
                .asString(UTF_8)
                .isEqualTo("MessageReceived");
        assertThat(headers.get(EventCodec.VERSION_HEADER)).asString(UTF_8).isEqualTo("1");
        assertThat(headers.get(EventCodec.ID_HEADER))
                .asString(UTF_8)
                .isEqualTo(event.eventId().toString());
    }

    @Test
    void aReplysHeadersTellItsChannel() {
        assertThat(headersOf(ReplyDecided.class).get(EventCodec.CHANNEL_HEADER))
                .asString(UTF_8)
                .isEqualTo("meta");
        assertThat(headersOf(MessageReceived.class)).doesNotContainKey(EventCodec.CHANNEL_HEADER);
    }

    private static Map<String, byte[]> headersOf(Class<? extends Event> type) {
        return Examples.ofEveryEvent().stream()
                .filter(type::isInstance)
                .map(EventCodec::headers)
                .findFirst()
                .orElseThrow();
    }

    private static String golden(Event event) throws IOException {
        return golden(event.getClass().getSimpleName());
    }

    private static String golden(String example) throws IOException {
        var name = "/golden/" + example + ".json";
        try (var file = EventCodecTest.class.getResourceAsStream(name)) {
            assertThat(file).as(name).isNotNull();
            return new String(file.readAllBytes(), UTF_8);
        }
    }
}
