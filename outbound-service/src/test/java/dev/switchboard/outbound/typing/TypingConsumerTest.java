package dev.switchboard.outbound.typing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.channels.send.FailureClass;
import dev.switchboard.channels.send.MessageSender;
import dev.switchboard.channels.send.MessageSenders;
import dev.switchboard.channels.send.OutgoingPart;
import dev.switchboard.channels.send.Permit;
import dev.switchboard.channels.send.SendEvidence;
import dev.switchboard.channels.send.SendResult;
import dev.switchboard.common.event.ConversationChanged;
import dev.switchboard.common.event.ConversationChanged.Change;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.outbound.testing.DeliveryScene;
import io.smallrye.reactive.messaging.kafka.Record;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class TypingConsumerTest {
    private static final Instant NOW = Instant.parse("2026-10-06T08:00:00Z");

    private final TypingRecorder provider = new TypingRecorder();
    private final TypingConsumer typing =
            new TypingConsumer(new MessageSenders(List.of(provider)), InstantSource.fixed(NOW));

    @Test
    void customerSeesTypingForTheMessageThatIsBeingAnswered() {
        // When
        typing.show(hint(Change.ANSWERING, NOW, Map.of("quotes", "SM9")));

        // Then
        await().untilAsserted(() -> assertThat(provider.shown).containsExactly("SM9"));
    }

    @Test
    void otherLateAndUndecodableHintsShowNothing() {
        // Given
        var late = NOW.minusSeconds(30);

        // When
        typing.show(hint(Change.STATUS, NOW, Map.of("quotes", "SM1")));
        typing.show(hint(Change.ANSWERING, late, Map.of("quotes", "SM2")));
        typing.show(hint(Change.ANSWERING, NOW, Map.of()));
        typing.consume(
                Record.of(
                        UUID.randomUUID().toString(), "no hint".getBytes(StandardCharsets.UTF_8)));
        typing.show(hint(Change.ANSWERING, NOW, Map.of("quotes", "SM3")));

        // Then
        await().untilAsserted(() -> assertThat(provider.shown).containsExactly("SM3"));
    }

    private static ConversationChanged hint(
            Change change, Instant at, Map<String, String> details) {
        var conversation = DeliveryScene.onTwilio().conversation();
        return new ConversationChanged(new UUID(0, 1), conversation, change, details, at);
    }

    /** Sender that records the messages for which typing was shown. */
    private static final class TypingRecorder implements MessageSender {
        private final List<String> shown = new CopyOnWriteArrayList<>();

        @Override
        public Channel channel() {
            return Channel.TWILIO;
        }

        @Override
        public int maxTextLength() {
            return 1600;
        }

        @Override
        public SendResult send(OutgoingPart part, Permit permit) {
            return new SendResult.Unknown("not used in this test");
        }

        @Override
        public SendEvidence findEvidence(OutgoingPart part, Instant since) {
            return new SendEvidence.Inconclusive();
        }

        @Override
        public void showTyping(ConversationKey conversation, String inboundMessageId) {
            shown.add(inboundMessageId);
        }

        @Override
        public FailureClass classOf(String errorCode) {
            return FailureClass.PERMANENT;
        }
    }
}
