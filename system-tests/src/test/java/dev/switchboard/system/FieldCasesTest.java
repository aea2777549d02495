package dev.switchboard.system;

import static dev.switchboard.system.FieldCase.answered;
import static dev.switchboard.system.FieldCase.explained;
import static dev.switchboard.system.FieldCase.silent;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.system.world.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Inputs that operators of such systems reported as bugs, as the providers send them, through the
 * whole product: the customer's answer and the model's prompt. Each file is a kind; the services'
 * own tests have its siblings.
 */
class FieldCasesTest {
    private static final int MAX_CALLS = 5_000;
    private static final String ENGLAND =
            "🏴\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F";

    private final Product product = Product.running();
    private final World world = SharedWorld.running();
    private final FieldWebhooks webhooks = new FieldWebhooks(world);

    @BeforeEach
    void resetModel() {
        product.resetModel();
    }

    static Stream<FieldCase> cases() {
        return Stream.of(
                answered("p01-form-answers.json", "2026-12-24", "7 of"),
                answered("p02-order.json", "2", "SKU-", "3", "SKU-B"),
                answered("p03-contact-with-two-phones.json", "5550001", "5550002"),
                answered("p06-from-an-advertisement.json", "Winter tyres -20 %", "this still"),
                silent("p08-chat-opened.json"),
                answered("p10-system-without-a-sender.json", "Beside a notice"),
                answered("p13-one-of-nobody.json", "first", "third").without("nobody"),
                explained("p15-not-passed-on.json"),
                silent("p18-reaction-and-its-removal.json"),
                answered("p20-edited-in-the-burst.json", "a table for six").without("for two"),
                answered("p25-thumb-on-the-phone.json", "still there?"),
                answered("p34-nul-and-half-an-emoji.json", "half"),
                answered("p35-longest-text.json", "xxx"),
                answered(
                        "p36-timestamps.json",
                        "one",
                        "two",
                        "three",
                        "four",
                        "five",
                        "six",
                        "seven"),
                answered("p38-document-with-a-caption.json", "Is this invoice right?"),
                explained("p38-bare-picture.json"),
                answered("p40-number-as-a-title.json", "1.000"),
                answered("p44-place-on-the-equator.json", "Mitad", "-78.45"),
                silent("p47-stop.form"),
                silent("p47-help.form"),
                answered("p59-button.form", "Confirm"),
                answered("p71-flags-and-families.json", ENGLAND)
                        .showing(ENGLAND + " 👨\u200D👩\u200D👧 ❤\uFE0F می\u200Cخواهم"),
                answered("p74-markdown.json", "formatting")
                        .showing(
                                "*What I can write*\n",
                                "*bold*",
                                "_italic_",
                                "~gone~",
                                "\n- one\n- two\n",
                                "```\nvar answer = 42;\n```",
                                "the guide: https://example.com/guide"),
                answered("p82-no-card-no-profile.json", "no card", "none at all"));
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @MethodSource("cases")
    void fieldInputHasTheExpectedResult(FieldCase given) {
        // Given
        var customer = product.newCustomer(given.file().endsWith(".form") ? "twilio" : "meta");
        var token = FieldWebhooks.newToken();
        var before = modelCalls();

        // When
        webhooks.post(given.file(), values(customer, token));

        // Then
        if (given.answers() == 0) {
            customer.staysAt(0);
        } else {
            var answers = customer.awaitReceived(given.answers());
            given.inAnswer().forEach(text -> assertThat(answers.getFirst()).contains(text));
        }
        var prompts = promptsWith(token, before);
        assertThat(prompts).hasSize(given.callsModel() ? 1 : 0);
        prompts.forEach(prompt -> {
            assertThat(prompt).containsSubsequence(given.inPrompt());
            given.notInPrompt().forEach(text -> assertThat(prompt).doesNotContain(text));
        });
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void quotedAnswerIsInThePromptWithTheNewMessage() {
        // Given
        var customer = product.newCustomer("meta");
        var token = FieldWebhooks.newToken();
        webhooks.post("p05-question.json", values(customer, token));
        customer.awaitReceived(1);
        var reply = new HashMap<>(values(customer, FieldWebhooks.newToken()));
        reply.put("answer", customer.lastReceivedId());
        var before = modelCalls();

        // When
        webhooks.post("p05-reply-to-an-answer.json", reply);

        // Then
        customer.awaitReceived(2);
        assertThat(promptsWith(Objects.requireNonNull(reply.get("token")), before))
                .singleElement()
                .asString()
                .contains(token, "I take this one");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void brazilianIsAnsweredAtTheSendersAddress() {
        // Given
        var customer = product.customer("twilio", "+55118" + digits(7));

        // When
        webhooks.post(
                "p48-brazil-without-the-ninth-digit.form",
                values(customer, FieldWebhooks.newToken()));

        // Then
        customer.awaitReceived(1);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void mexicanIsTakenOverInEitherSpelling() {
        // Given
        var number = "55" + digits(8);
        var customer = product.customer("twilio", "+521" + number);
        webhooks.post("p49-mexico.form", values(customer, FieldWebhooks.newToken()));
        customer.awaitReceived(1);

        // When
        product.takeOver(product.customer("twilio", "+52" + number));
        webhooks.post("p49-mexico.form", values(customer, FieldWebhooks.newToken()));

        // Then
        customer.staysAt(1);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void customerOfMessengerIsNotAnsweredOnWhatsApp() {
        // Given
        var customer = product.newCustomer("twilio");

        // When
        webhooks.post("p45-from-messenger.form", values(customer, FieldWebhooks.newToken()));

        // Then
        customer.staysAt(0);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void textThatAnotherCustomerJustReceivedIsAnswered() {
        // Given
        var first = product.newCustomer("meta");
        first.write("say We are open until nine o'clock tonight");
        var text = first.awaitReceived(1).getFirst();
        var second = product.newCustomer("meta");

        // When
        second.write(text);

        // Then
        assertThat(second.awaitReceived(1).getFirst()).contains("nine o'clock");
    }

    private static String digits(int count) {
        return ThreadLocalRandom.current()
                .ints(count, 0, 10)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining());
    }

    private static Map<String, String> values(Phone customer, String token) {
        return Map.of("from", customer.number().substring(1), "token", token);
    }

    private long modelCalls() {
        return world.simulator().about().path("modelCalls").asLong();
    }

    /** Newest contents of the model calls that have this token in them. */
    private List<String> promptsWith(String token, long after) {
        return world.simulator().modelCalls(after, MAX_CALLS).stream()
                .map(FieldCasesTest::lastContent)
                .filter(lastContent -> lastContent.contains(token))
                .toList();
    }

    private static String lastContent(JsonNode call) {
        var contents = call.path("request").path("contents");
        return String.join("\n", contents.path(contents.size() - 1).findValuesAsText("text"));
    }
}
