package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.common.content.ChoiceKind;
import dev.switchboard.common.content.ContactCard;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.content.MessageContext;
import dev.switchboard.common.content.OrderItem;
import dev.switchboard.common.content.Referral;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.part.PartContent;
import dev.switchboard.transcript.part.PartStore;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class ReferringTest extends TurnCase {
    @Inject PartStore parts;

    @Test
    void modelIsShownWhichOfOurMessagesACustomerQuotes() {
        // Given
        var first = answered("What do you have?", "A red one.", "A blue one.");
        answered("And else?", "A green one.");
        gemini.thenAnswers("Good choice.");
        var turn =
                customer.referring("I take this one", Optional.of(first.get(1)), Optional.empty());

        // When
        publish(turn);

        // Then
        assertThat(replyTo(turn).text()).isEqualTo("Good choice.");
        assertThat(gemini.lastCall().contents())
                .last()
                .isEqualTo(
                        "user: [in reply to the business's message: \"A blue one.\"]\n"
                                + "I take this one");
    }

    @Test
    void modelIsShownWhichOfTheirOwnMessagesACustomerQuotes() {
        // Given
        var question = customer.saying("Do you have a blue one?");
        gemini.thenAnswers("Let me see.").thenAnswers("We have.");
        publish(question);
        replyTo(question);
        var quoted = question.newestMessage().providerMessageId();
        var turn = customer.referring("Well?", Optional.of(quoted), Optional.empty());

        // When
        publish(turn);

        // Then
        replyTo(turn);
        assertThat(gemini.lastCall().contents())
                .last()
                .isEqualTo(
                        "user: [in reply to their own message: \"Do you have a blue one?\"]\n"
                                + "Well?");
    }

    @Test
    void referenceOfAnEarlierMessageIsInTheHistory() {
        // Given
        var referral =
                new Referral(
                        Optional.of("Sale"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        var first =
                customer.referring(
                        "How much is this?",
                        Optional.empty(),
                        Optional.of(
                                new MessageContext(
                                        false, Optional.empty(), Optional.of(referral))));
        gemini.thenAnswers("20 EUR.").thenAnswers("Yes.");
        publish(first);
        replyTo(first);
        var turn = customer.saying("Is it red?");

        // When
        publish(turn);

        // Then
        replyTo(turn);
        assertThat(gemini.lastCall().contents())
                .containsExactly(
                        "user: [came from the advertisement \"Sale\"]\nHow much is this?",
                        "model: 20 EUR.",
                        "user: Is it red?");
        assertThat(transcript()).first().isEqualTo("customer received: How much is this?");
    }

    @Test
    void contentWithoutTextReachesTheModelInFull() {
        // Given
        var turn =
                customer.sending(
                        new Content.Choice(
                                ChoiceKind.FORM,
                                "flow",
                                "Sent",
                                Optional.of("{\"visit_date\":\"2026-12-01\",\"guests\":\"4\"}")),
                        new Content.Order(
                                "c1",
                                Optional.empty(),
                                List.of(new OrderItem("sku-1", 2, "30", "USD"))),
                        new Content.Contacts(
                                List.of(
                                        new ContactCard(
                                                "Rui",
                                                List.of("+351910000000", "+351910000001")))));

        // When
        publish(turn);

        // Then
        replyTo(turn);
        assertThat(gemini.lastCall().contents())
                .containsExactly(
                        "user: [form sent: visit_date: 2026-12-01; guests: 4]\n"
                                + "[order: 2 × sku-1 at 30 USD each; catalogue c1]\n"
                                + "[contacts: Rui, +351910000000, +351910000001]");
    }

    @Test
    void openedChatIsNotAnswered() {
        // Given
        var turn = customer.sending(new Content.Notice("request_welcome", ""));

        // When
        publish(turn);

        // Then
        assertThat(awaitResult(turn)).isEmpty();
        assertThat(gemini.calls()).isEmpty();
    }

    /** Has a question answered in these parts; returns the provider's ids of the parts. */
    private List<String> answered(String question, String... texts) {
        gemini.thenAnswers(String.join(" ", texts));
        var turn = customer.saying(question);
        publish(turn);
        var reply = replyTo(turn);
        parts.plan(reply, List.of(texts).stream().map(PartContent::text).toList(), Instant.now());
        return IntStream.rangeClosed(1, texts.length)
                .mapToObj(number -> send(new PartId(reply.id(), number)))
                .toList();
    }

    private String send(PartId part) {
        var providerId = "SM" + UUID.randomUUID();
        parts.beginSending(part, Instant.now());
        parts.accepted(part, providerId, Instant.now());
        return providerId;
    }
}
