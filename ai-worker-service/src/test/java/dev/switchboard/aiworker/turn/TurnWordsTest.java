package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.aiworker.testing.TestConversation;
import dev.switchboard.aiworker.text.StandardText;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.content.MediaKind;
import dev.switchboard.common.content.MediaRef;
import dev.switchboard.common.event.ReplyDecided.Author;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.FakeGemini;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class TurnWordsTest extends TurnCase {
    @Test
    void overloadedModelIsRetried() {
        // Given
        gemini.thenResponds(503, FakeGemini.error(503, "UNAVAILABLE")).thenAnswers("Here I am.");
        var turn = customer.saying("Hi");

        // When
        publish(turn);

        // Then
        assertThat(replyTo(turn).text()).isEqualTo("Here I am.");
        assertThat(gemini.calls()).hasSize(2);
    }

    /** Includes answers of a proxy, in a list, without candidates, and of invisible characters. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"candidates\":[]}",
                "{\"candidates\":[{\"finishReason\":\"STOP\",\"content\":{\"role\":\"model\"}}]}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\" \\u200b\\u3164 \"}]}}]}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"[Operator] \"}]}}]}",
                "<html>502 Bad Gateway</html>",
                "[{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\"}}]",
                ""
            })
    void emptyAnswerIsRetried(String empty) {
        // Given
        gemini.thenResponds(200, empty).thenAnswers("Here I am.");
        var turn = customer.saying("Hi");

        // When
        publish(turn);

        // Then
        assertThat(replyTo(turn).text()).isEqualTo("Here I am.");
        assertThat(gemini.calls()).hasSize(2);
        assertThat(repliesSoFar()).hasSize(1);
    }

    @Test
    void modelsTextArrivesAsWritten() {
        // Given
        var england = "\uD83C\uDFF4" + tags("gbeng");
        var text = england + " 👨\u200D👩\u200D👧 ❤\uFE0F 1\uFE0F\u20E3 می\u200Cخواهم \u200Fשלום!";
        gemini.thenAnswers("[Oper[operator]ator]" + tags("hidden") + text);
        var turn = customer.saying("Flags?");

        // When
        publish(turn);

        // Then
        assertThat(replyTo(turn).text()).isEqualTo(text);
    }

    @Test
    void markdownBecomesWhatsAppsMarksForTheCustomerAndTheTranscript() {
        // Given
        gemini.thenAnswers(
                "# Hours\n\n**Monday**: see [our page](https://x.example/a_b)\n\n* 9 to 5");
        var turn = customer.saying("When?");

        // When
        publish(turn);

        // Then
        var converted = "*Hours*\n\n*Monday*: see our page: https://x.example/a_b\n\n* 9 to 5";
        assertThat(replyTo(turn).text()).isEqualTo(converted);
        assertThat(transcript()).contains("ai queued: " + converted);
    }

    @Test
    void retryDelayOfTheModelIsKept() {
        // Given
        gemini.thenResponds(429, FakeGemini.errorWithRetryDelay(Duration.ofSeconds(2)))
                .thenAnswers("Here I am.");
        var turn = customer.saying("Hi");
        var published = Instant.now();

        // When
        publish(turn);

        // Then
        assertThat(replyTo(turn).decidedAt()).isAfter(published.plusSeconds(2));
        assertThat(gemini.calls()).hasSize(2);
    }

    @Test
    void afterABlockedAnswerTheConversationGoesOn() {
        // Given
        gemini.thenResponds(200, "{\"candidates\":[{\"finishReason\":\"SAFETY\"}]}")
                .thenAnswers("We open at nine.");
        var first = customer.saying("Something bad");
        publish(first);
        assertThat(replyTo(first).text()).isEqualTo(StandardText.BLOCKED.defaultText());
        var second = customer.saying("When do you open?");

        // When
        publish(second);

        // Then
        assertThat(replyTo(second).text()).isEqualTo("We open at nine.");
        assertThat(repliesSoFar()).hasSize(2);
    }

    @Test
    void refusedKeyGetsTheTextAboutTheConfiguration() {
        // Given
        gemini.thenResponds(400, FakeGemini.error(400, "INVALID_ARGUMENT"));
        var turn = customer.saying("Hi");

        // When
        publish(turn);

        // Then
        assertThat(replyTo(turn).text())
                .isEqualTo("The service is temporarily unavailable. Please contact support.");
        assertThat(gemini.calls()).hasSize(1);
    }

    @Test
    void blockedPromptGetsTheTextForIt() {
        // Given
        gemini.thenResponds(200, "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}");
        var turn = customer.saying("Something bad");

        // When
        publish(turn);

        // Then
        assertThat(replyTo(turn).text()).isEqualTo(StandardText.BLOCKED.defaultText());
    }

    @Test
    void imageAloneIsRecordedAndGetsAStandardText() {
        // Given
        var turn = customer.sending(media(MediaKind.IMAGE, Optional.empty()));

        // When
        publish(turn);

        // Then
        var reply = replyTo(turn);
        assertThat(reply.text()).isEqualTo(StandardText.IMAGE.defaultText());
        assertThat(reply.author()).isEqualTo(Author.SYSTEM);
        assertThat(gemini.calls()).isEmpty();
        assertThat(transcript()).first().isEqualTo("customer received: [image]");
    }

    @Test
    void standardTextsCanBeSet() {
        // Given
        var turn = customer.sending(media(MediaKind.STICKER, Optional.empty()));

        // When
        publish(turn);

        // Then
        assertThat(replyTo(turn).text()).isEqualTo("No stickers, please.");
    }

    @Test
    void businessNumberMayHaveItsOwnPersona() {
        // Given
        var elsewhere = TestConversation.ofNewCustomerOf("+15550001111");
        var turn = elsewhere.saying("Hi");

        // When
        publisher.publishAndWait(Topics.TURNS, elsewhere.conversation().id().toString(), turn);

        // Then
        await().until(() -> !gemini.calls().isEmpty());
        assertThat(gemini.lastCall().system()).startsWith("You are Zed of the pizzeria.");
    }

    @Test
    void captionOfAnImageGoesToTheModel() {
        // Given
        var turn = customer.sending(media(MediaKind.IMAGE, Optional.of("Is this broken?")));

        // When
        publish(turn);

        // Then
        assertThat(replyTo(turn).text()).isEqualTo("Hello");
        assertThat(gemini.lastCall().contents()).containsExactly("user: [image] Is this broken?");
    }

    @Test
    void reactionAloneIsNotAnswered() {
        // Given
        var turn = customer.sending(new Content.Reaction("SM1", Optional.of("👍")));

        // When
        publish(turn);

        // Then
        assertThat(awaitResult(turn)).isEmpty();
        assertThat(gemini.calls()).isEmpty();
    }

    private static String tags(String hidden) {
        return (hidden + "\u007F")
                .chars()
                .mapToObj(letter -> Character.toString(0xE0000 + letter))
                .collect(Collectors.joining());
    }

    private static Content media(MediaKind kind, Optional<String> caption) {
        var item =
                new MediaRef(
                        kind,
                        "https://example.org/1",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return new Content.Media(List.of(item), caption);
    }
}
