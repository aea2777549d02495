package dev.switchboard.transcript.message;

import static dev.switchboard.transcript.testing.CustomerMessages.AT;
import static dev.switchboard.transcript.testing.CustomerMessages.newCustomer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.content.Content;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.OptOut;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.common.wire.Json;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.part.PartContent;
import dev.switchboard.transcript.part.PartFailure;
import dev.switchboard.transcript.part.PartStore;
import dev.switchboard.transcript.read.ConversationPages;
import dev.switchboard.transcript.testing.CustomerMessages;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "postgres"))
class TranscriptTest {

    @Inject MessageStore messages;

    @Inject PartStore parts;

    @Inject ConversationStore conversations;

    @Inject ConversationPages pages;

    @Inject OwnershipStore ownerships;

    private final ConversationKey key = newCustomer();

    @Test
    void aMessageIsRecordedOnce() {
        // Given
        var message = message("hello");

        // When
        var first = messages.recordInbound(message, TurnId.startingWith(message.id()));
        var again = messages.recordInbound(message, TurnId.startingWith(message.id()));

        // Then
        assertThat(first).isTrue();
        assertThat(again).isFalse();
        assertThat(messages.latest(key.id(), 10))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.text()).isEqualTo("hello");
                    assertThat(row.senderType()).isEqualTo(SenderType.CUSTOMER);
                    assertThat(row.direction()).isEqualTo(MessageDirection.INBOUND);
                    assertThat(row.content().orElseThrow()).contains("\"kind\"");
                });
    }

    @Test
    void aReplyIsRecordedAsQueuedAndFollowsItsDelivery() {
        // Given
        var reply = reply("Good morning");
        messages.recordReply(reply);

        // When
        parts.plan(reply, List.of(PartContent.text("Good morning")), Instant.now());
        var planned = messages.find(MessageId.of(reply.id())).orElseThrow();
        parts.failed(
                new PartId(reply.id(), 1),
                new PartFailure("63016", "window closed"),
                Instant.now());

        // Then
        assertThat(planned.status()).isEqualTo(MessageStatus.QUEUED);
        assertThat(messages.find(MessageId.of(reply.id())))
                .get()
                .satisfies(row -> {
                    assertThat(row.isInbound()).isFalse();
                    assertThat(row.status()).isEqualTo(MessageStatus.FAILED);
                    assertThat(row.failureCode()).contains("63016");
                });
    }

    @Test
    void theLatestMessagesComeInTheOrderOfTheirRecording() {
        // Given
        for (var i = 0; i < 15; i++) {
            var message = message("number " + i);
            messages.recordInbound(message, TurnId.startingWith(message.id()));
        }

        // When
        var latest = messages.latest(key.id(), 3);

        // Then
        assertThat(latest.stream().map(row -> row.text()))
                .containsExactly("number 12", "number 13", "number 14");
    }

    @Test
    void textThatPostgresCannotHoldDoesNotStopTheConversation() {
        // Given
        var message = message("a\u0000b");

        // When
        messages.recordInbound(message, TurnId.startingWith(message.id()));

        // Then
        assertThat(messages.latest(key.id(), 1))
                .singleElement()
                .satisfies(row -> assertThat(row.text()).isEqualTo("ab"));
    }

    @Test
    void aCustomerMayWriteAboutTheCharacterThatPostgresCannotHold() {
        // Given
        var text = "What is \\u0000, and \\\\u0000?";
        var message = message(text + "\u0000\u0000");

        // When
        messages.recordInbound(message, TurnId.startingWith(message.id()));

        // Then
        assertThat(messages.latest(key.id(), 1))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.text()).isEqualTo(text);
                    assertThat(Json.mapper().readValue(row.content().orElseThrow(), Content.class))
                            .isEqualTo(new Content.Text(text));
                });
    }

    @Test
    void aNameThatPostgresCannotHoldDoesNotStopTheConversation() {
        // When
        conversations.recordCustomerActivity(key, "A\u0000na", AT);

        // Then
        assertThat(pages.find(key.id()))
                .get()
                .satisfies(row -> assertThat(row.customerName()).contains("Ana"));
    }

    @Test
    void aConversationKeepsItsNewestNameAndTimes() {
        // Given
        conversations.recordCustomerActivity(key, "Ana", AT.plusSeconds(60));

        // When
        conversations.recordCustomerActivity(key, null, AT);

        // Then
        assertThat(conversations.find(key.id())).contains(key);
        assertThat(pages.find(key.id()))
                .get()
                .satisfies(row -> {
                    assertThat(row.customerName()).contains("Ana");
                    assertThat(row.lastCustomerMessageAt()).contains(AT.plusSeconds(60));
                });
        assertThat(conversations.findByCustomer(key.customer())).hasSize(1);
    }

    @Test
    void customerIsAnsweredAtTheAddressThatWroteLast() {
        // Given
        conversations.recordCustomerActivity(
                writingFrom("+5215512345678"), null, AT.plusSeconds(60));

        // When
        conversations.recordCustomerActivity(writingFrom("+525512345678"), null, AT);

        // Then
        assertThat(conversations.find(key.id()).orElseThrow().address())
                .isEqualTo(new CustomerAddress("+5215512345678"));
        assertThat(conversations.findByCustomer(new CustomerAddress("+5215512345678")))
                .extracting(ConversationKey::id)
                .contains(key.id());

        // When
        conversations.recordCustomerActivity(key, null, AT.plusSeconds(120));
        conversations.recordBusinessActivity(writingFrom("+525512345678"), AT.plusSeconds(180));

        // Then
        assertThat(conversations.find(key.id())).contains(key);
    }

    @Test
    void latestOptOutCountsInAnyOrderOfArrival() {
        // When
        conversations.recordInbound(List.of(optOut(OptOut.Word.STOP, AT)));
        conversations.recordInbound(List.of(optOut(OptOut.Word.HELP, AT.plusSeconds(1))));

        // Then
        assertThat(pages.find(key.id()).orElseThrow().optedOutAt()).contains(AT);
        assertThat(ownerships.current(key.id()).isOwnedByAiSince(0)).isFalse();

        // When
        conversations.recordInbound(List.of(optOut(OptOut.Word.START, AT.plusSeconds(60))));
        conversations.recordInbound(List.of(optOut(OptOut.Word.STOP, AT)));
        conversations.recordOptOut(key.id(), AT.plusSeconds(30));

        // Then
        assertThat(pages.find(key.id()).orElseThrow().optedOutAt()).isEmpty();
        assertThat(ownerships.current(key.id()).isOwnedByAiSince(0)).isTrue();
    }

    private ConversationKey writingFrom(String address) {
        return new ConversationKey(
                key.channel(),
                key.business(),
                key.customer(),
                Optional.of(new CustomerAddress(address)));
    }

    private MessageReceived optOut(OptOut.Word word, Instant at) {
        return CustomerMessages.optOut(key, word, at);
    }

    private MessageReceived message(String text) {
        return CustomerMessages.message(key, text);
    }

    private ReplyDecided reply(String text) {
        return new ReplyDecided(
                new ReplyId(UUID.randomUUID()),
                key,
                ReplyDecided.Author.AI,
                Optional.of("gemini"),
                text,
                List.of(),
                0,
                List.of(),
                Optional.empty(),
                AT);
    }
}
