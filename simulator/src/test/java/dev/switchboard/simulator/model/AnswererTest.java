package dev.switchboard.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswererTest {
    private static final String PERSONA = "You are Ada, who answers for a bakery. Be kind.";

    private final Answerer answerer = new Answerer();

    @Test
    void everyMessageOfTheTurnIsMentioned() {
        // When
        var answer = answer("user: two loaves please\nof rye\nfor Friday");

        // Then
        assertThat(answer).contains("two loaves please", "of rye", "for Friday");
    }

    @Test
    void answerToALaterTurnKnowsTheFirst() {
        // When
        var answer = answer("user: two loaves please", "model: Sure.", "user: thanks");

        // Then
        assertThat(answer).contains("thanks", "two loaves please");
    }

    @Test
    void messageOfSomeMessagesAgoIsQuoted() {
        // When
        var answer =
                answer(
                        "user: apple",
                        "model: ok",
                        "user: pear",
                        "model: ok",
                        "user: What did I say two messages ago?");

        // Then
        assertThat(answer).isEqualTo("You wrote “apple”.");
    }

    @Test
    void messagesOfTheSameTurnCountAsSaidBefore() {
        // When
        var answer = answer("user: apple\npear\nrepeat what I said two messages ago");

        // Then
        assertThat(answer).endsWith("You wrote “apple”.");
    }

    @Test
    void everythingSaidBeforeIsRepeatedOnRequest() {
        // When
        var answer =
                answer(
                        "user: apple",
                        "model: ok",
                        "user: pear",
                        "model: ok",
                        "user: what did I say before?");

        // Then
        assertThat(answer).isEqualTo("You wrote “apple” and “pear”.");
    }

    @Test
    void factToldEarlierIsKnown() {
        // When
        var answer =
                answer(
                        "user: My favourite colour is green.",
                        "model: ok",
                        "user: What is my favourite colour?");

        // Then
        assertThat(answer).isEqualTo("Your favourite colour is green.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "what did the operator say?",
                "What did your colleague tell me?",
                "what was I told by the human?"
            })
    void messagesOfAnOperatorAreQuoted(String question) {
        // When
        var answer =
                answer(
                        "user: is it ready?",
                        "model: One moment.\n[operator] It is ready\nat noon",
                        "user: ok",
                        "model: Fine.",
                        "user: " + question);

        // Then
        assertThat(answer).contains("It is ready\nat noon").doesNotContain("One moment");
    }

    @Test
    void answerAfterAnOperatorMentionsTheirMessage() {
        // When
        var answer =
                answer(
                        "user: is it ready?",
                        "model: [operator] It is ready at noon",
                        "user: lovely");

        // Then
        assertThat(answer).contains("lovely", "It is ready at noon");
    }

    @Test
    void personaComesFromTheSystemInstruction() {
        // When
        var answer = answer("user: Who are you?");

        // Then
        assertThat(answer).isEqualTo("I am Ada, who answers for a bakery.");
    }

    @Test
    void textToRepeatIsRepeated() {
        // When
        var answer = answer("user: say pineapple");

        // Then
        assertThat(answer).isEqualTo("pineapple");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 5_000, 200_000})
    void textOfARequestedLengthHasThatLength(int characters) {
        // When
        var answer = answer("user: write %d characters".formatted(characters));

        // Then
        assertThat(answer).hasSize(characters).endsWith(".");
    }

    @Test
    void textOfFiveThousandCharactersFitsTheUsualLimitOfAThousandTokens() {
        // When
        var tokens = Tokens.count(answer("user: write 5,000 characters"));

        // Then
        assertThat(tokens).isLessThan(1_000);
    }

    private String answer(String... turns) {
        var contents =
                List.of(turns).stream()
                        .map(it ->
                                new ModelPrompt.Turn(
                                        it.startsWith("user: "),
                                        List.of(it.substring(it.indexOf(' ') + 1))))
                        .toList();
        return answerer.answer(new ModelPrompt(PERSONA, contents, OptionalInt.empty()));
    }
}
