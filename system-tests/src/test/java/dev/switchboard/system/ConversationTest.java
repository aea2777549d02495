package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** First steps of a newcomer, on both channels, in parallel: the tests mostly wait. */
class ConversationTest {
    private static final Pattern HEADER = Pattern.compile("^\\[Part (\\d+)/(\\d+)]\\s");

    private final Product product = Product.running();

    @BeforeEach
    void resetModel() {
        product.resetModel();
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(strings = {"twilio", "meta"})
    void threeMessagesInARowGetOneAnswerToAllThree(String channel) {
        // Given
        var customer = product.newCustomer(channel);

        // When
        List.of("my order is late", "it was number 4711", "please look").forEach(customer::write);

        // Then
        var answer = customer.awaitReceived(1).getFirst();
        assertThat(answer).contains("my order is late", "it was number 4711", "please look");
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(strings = {"twilio", "meta"})
    void answerKnowsTheHistory(String channel) {
        // Given
        var customer = product.newCustomer(channel);
        customer.write("my favourite colour is turquoise");
        customer.awaitReceived(1);

        // When
        customer.write("what did I say before?");

        // Then
        assertThat(customer.awaitReceived(2).getLast()).contains("turquoise");
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(strings = {"twilio", "meta"})
    void takeoverSilencesTheAiUntilHandback(String channel) {
        // Given
        var customer = product.newCustomer(channel);
        customer.write("hello");
        customer.awaitReceived(1);

        // When
        product.takeOver(customer);
        customer.write("is anybody there?");

        // Then
        customer.staysAt(1);

        // When
        product.operatorWrites(customer, "Ana here, your refund code is ZEBRA-9");

        // Then
        assertThat(customer.awaitReceived(2).getLast())
                .isEqualTo("Ana here, your refund code is ZEBRA-9");

        // When
        product.handBack(customer);
        customer.write("what did the operator say?");

        // Then
        assertThat(customer.awaitReceived(3).getLast()).contains("ZEBRA-9");
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(strings = {"twilio", "meta"})
    void replayedWebhookIsNotAnsweredAgain(String channel) {
        // Given
        var customer = product.newCustomer(channel);
        var text = "once-is-enough-for-" + customer.number().substring(1);
        customer.write(text);
        customer.awaitReceived(1);
        var webhook = product.awaitLoggedWebhook(text);

        // When
        var replay = product.operator().post("/api/v1/webhooks/" + webhook + "/replay", Map.of());

        // Then
        assertThat(replay.status()).as(replay.body()).isEqualTo(200);
        assertThat(replay.json().path("messages").asInt()).as(replay.body()).isEqualTo(1);
        var kept = product.operator().get("/api/v1/webhooks/" + webhook).json().path("webhook");
        assertThat(kept.path("replays").asInt()).isEqualTo(1);
        assertThat(kept.path("replayedBy").asText()).isNotBlank();
        customer.staysAt(1);
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({
        "twilio,image,image/jpeg",
        "twilio,voice,audio/ogg",
        "meta,image,image/jpeg",
        "meta,voice,audio/ogg"
    })
    void pictureAndVoiceNoteAreRecordedAndAnswered(
            String channel, String kind, String contentType) {
        // Given
        var customer = product.newCustomer(channel);

        // When
        customer.sendMedia(kind, contentType);

        // Then
        assertThat(customer.awaitReceived(1).getFirst()).isNotBlank();
        assertThat(transcript(customer).getFirst()).contains("inbound", kind);
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({"twilio,1600", "meta,4096"})
    void longAnswerArrivesAsPartsInOrderWithinTheLimit(String channel, int limit) {
        // Given
        var customer = product.newCustomer(channel);

        // When
        customer.write("write 5000 characters");

        // Then
        await().atMost(Duration.ofSeconds(60)).until(() -> isComplete(customer.received()));
        var parts = customer.received();
        assertThat(parts)
                .hasSizeGreaterThan(1)
                .allSatisfy(part -> assertThat(part).hasSizeLessThanOrEqualTo(limit));
        assertThat(parts.stream().map(ConversationTest::number).toList())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, parts.size()).boxed().toList());
        assertThat(parts.stream().mapToInt(String::length).sum()).isGreaterThan(5000);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void requestWithoutATokenIsRefused() {
        // When
        var answer =
                product.anonymous("operator")
                        .post("/api/v1/takeover", Map.of("phone", "+15550109999"));

        // Then
        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void conversationWithoutMessagesCanBeTakenOverAtOurNumbersOnly() {
        // Given
        var phone = "+4915100000000";
        var elsewhere = Map.of("phone", phone, "business", "+4930000000");

        // Then
        assertThat(product.operator().post("/api/v1/takeover", Map.of("phone", phone)).status())
                .isEqualTo(200);
        assertThat(product.operator().post("/api/v1/takeover", elsewhere).status()).isEqualTo(404);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void healthListsEveryDependency() {
        // When
        var health = awaitResponse("/health", it -> it.path("status").asText().equals("healthy"));

        // Then
        assertThat(health.path("status").asText()).as(health.toString()).isEqualTo("healthy");
        assertThat(health.path("checks").path("database").asText()).isEqualTo("connected");
        assertThat(health.path("checks").path("redis").asText()).isEqualTo("connected");
        assertThat(health.path("checks").path("kafka").asText()).isEqualTo("connected");
        assertThat(health.path("checks").path("workers").asText()).isEqualTo("2 workers active");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void statsShowTheBuffersRealFigures() {
        // When
        var stats =
                awaitResponse("/stats", it -> it.path("buffer").path("active_buffers").isNumber());

        // Then
        assertThat(stats.path("deduplication").path("cache_type").asText()).isNotBlank();
        assertThat(stats.path("environment").asText()).isNotBlank();
    }

    /**
     * Polls, because a product that has just started may be late with a figure; returns the last
     * response.
     */
    private JsonNode awaitResponse(String path, Predicate<JsonNode> wanted) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> product.anonymous("operator").get(path).json(), wanted);
    }

    private List<String> transcript(Phone customer) {
        var answer =
                product.operator().get("/get_messages?phone=" + customer.number().substring(1));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        var list = answer.json();
        var messages = list.isArray() ? list : list.path("messages");
        return StreamSupport.stream(messages.spliterator(), false)
                .map(Object::toString)
                .collect(Collectors.toList());
    }

    private static boolean isComplete(List<String> parts) {
        return parts.stream()
                .findFirst()
                .map(ConversationTest::total)
                .filter(total -> total == parts.size())
                .isPresent();
    }

    private static int number(String part) {
        return header(part, 1);
    }

    private static int total(String part) {
        return header(part, 2);
    }

    private static int header(String part, int group) {
        var header = HEADER.matcher(part);
        assertThat(header.find())
                .as("a header in: " + part.substring(0, Math.min(40, part.length())))
                .isTrue();
        return Integer.parseInt(header.group(group));
    }
}
