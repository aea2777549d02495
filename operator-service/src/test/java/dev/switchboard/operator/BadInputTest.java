package dev.switchboard.operator;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.operator.testing.Api;
import dev.switchboard.operator.testing.OperatorScene;
import dev.switchboard.operator.testing.Published;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.ownership.Ownership;
import dev.switchboard.transcript.ownership.Ownership.Owner;
import dev.switchboard.transcript.ownership.OwnershipStore;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bad input is never a server error and changes nothing. Covers every parameter and every field of
 * the OpenAPI document with control characters (NUL, DEL, those of ISO 8859 and others), unpaired
 * surrogates and far too much text; bodies that are no text, too deep or with endless numbers; and
 * times that the calendar does not have.
 */
@QuarkusTest
@WithTestResource(BackingServices.class)
class BadInputTest {
    private static final List<String> SWITCHES = List.of("ai-switch", "debug");
    private static final List<String> UNREADABLE =
            List.of("a\u0000b", "\u0000", "a\u0001b", "a\u001bb");

    /** Text pasted from a document may have these; an address has none. */
    private static final List<String> PASTED =
            List.of("a\u000bb", "a\u000cb", "a\u007fb", "a\u0085b");

    /** Below the maximum length of an address. */
    private static final String TOO_LONG = "1".repeat(600);

    private static final Set<String> TEXTS =
            Set.of("phone", "message", "messageId", "business", "channel", "reason");

    @Inject OperatorScene scene;
    @Inject OwnershipStore controls;
    @Inject MessageStore messages;

    private record Parameter(String method, String path, String in, String name) {}

    private record Field(String method, String path, String name) {}

    @Test
    void parameterThatCannotBeReadIsNamed() {
        // Given
        var parameters = parameters();

        // When
        var accepted = new ArrayList<String>();
        for (var parameter : parameters) {
            Stream.of(UNREADABLE, PASTED, List.of(TOO_LONG))
                    .flatMap(List::stream)
                    .filter(value -> !isRefused(sent(parameter, value), parameter.name()))
                    .map(value -> parameter + " " + value.codePoints().limit(3).boxed().toList())
                    .forEach(accepted::add);
        }

        // Then
        assertThat(parameters).hasSizeGreaterThanOrEqualTo(30);
        assertThat(accepted).isEmpty();
    }

    private static Response sent(Parameter parameter, String value) {
        var request = Api.authorised();
        var path = parameter.path();
        if (parameter.in().equals("query")) {
            request = request.queryParam(parameter.name(), value);
        }
        return request.request(
                parameter.method(),
                path.replaceFirst("\\{\\w+}", "{it}"),
                path.contains("{")
                        ? new Object[] {parameter.in().equals("path") ? value : "1"}
                        : new Object[0]);
    }

    /** Headers cannot have control characters; they can only be too long. */
    @Test
    void headerThatIsTooLongIsNamed() {
        // When
        var answer =
                Api.authorised()
                        .header("Idempotency-Key", TOO_LONG)
                        .contentType(ContentType.JSON)
                        .body(Map.of("phone", "+4915112345678", "message", "hello"))
                        .post("/api/v1/operator-message");

        // Then
        assertThat(isRefused(answer, "Idempotency-Key")).isTrue();
    }

    @Test
    void fieldThatCannotBeReadIsNamedAndNothingChanges() {
        // Given
        var conversation = scene.conversation();
        var fields = fields();

        // When
        var accepted = new ArrayList<String>();
        for (var field : fields) {
            Stream.concat(UNREADABLE.stream(), Stream.of("\ud800", "1".repeat(20_001)))
                    .filter(value -> !isRefused(sent(field, value, conversation), field.name()))
                    .map(value -> field + " " + value.codePoints().limit(3).boxed().toList())
                    .forEach(accepted::add);
        }

        // Then
        assertThat(fields.stream().map(Field::name)).containsAll(TEXTS);
        assertThat(accepted).isEmpty();
        assertThat(controls.current(conversation.id())).isEqualTo(new Ownership(Owner.AI, 0));
        assertThat(messages.latest(conversation.id(), 10)).isEmpty();
        assertThat(Published.in(Topics.REPLIES, conversation)).isEmpty();
    }

    private static Response sent(Field field, String value, ConversationKey conversation) {
        var body = new HashMap<String, Object>(Map.of("phone", conversation.customer().value()));
        if (field.path().endsWith("operator-message")) {
            body.put("message", "hello");
        }
        if (SWITCHES.stream().anyMatch(field.path()::endsWith)) {
            body.put("enabled", true);
        }
        body.put(field.name(), value);
        return Api.authorised()
                .contentType(ContentType.JSON)
                .body(body)
                .request(
                        field.method(), field.path().replace("{id}", conversation.id().toString()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/conversations?before=+1000000000-12-31T23:59:59Z_9d3cd2d0-7d8f-5f5e-8a6e-0a54b2b4a9b0"
                    + " | before",
                "/api/v1/conversations?before=-99999-01-01T00:00:00Z_9d3cd2d0-7d8f-5f5e-8a6e-0a54b2b4a9b0"
                    + "      | before",
                "/api/v1/dead-letters?before=-99999-01-01T00:00:00Z_9d3cd2d0-7d8f-5f5e-8a6e-0a54b2b4a9b0"
                    + "       | before",
                "/api/v1/parts?before=+294277-01-01T00:00:00Z_9d3cd2d0-7d8f-5f5e-8a6e-0a54b2b4a9b0.1"
                    + "           | before",
                "/api/v1/parts?before=2026-01-01T00:00:00Z_9d3cd2d0-7d8f-5f5e-8a6e-0a54b2b4a9b0.99999999999"
                    + "    | before",
                "/api/v1/webhooks?from=+999999999-12-31T23:59:59Z                                  "
                        + "            | from",
                "/api/v1/webhooks?to=-999999999-01-01T00:00:00Z                                    "
                        + "            | to",
                "/api/v1/webhooks?q=x&to=-4713-01-01T00:00:00Z                                     "
                        + "            | to",
                "/api/v1/conversations/9d3cd2d0-7d8f-5f5e-8a6e-0a54b2b4a9b0/messages?before=99999999999999999999"
                    + "                                 | before",
            })
    void timeOrCursorThatCannotExistIsNamed(String address, String field) {
        // When
        var answer = Api.authorised().urlEncodingEnabled(false).get(address.replace("+", "%2B"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("field")).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%c3%28", "%ff%fe", "%ed%a0%80"})
    void parameterThatIsNotEncodedRightIsNoServerError(String encoded) {
        // When
        var answer =
                Api.authorised()
                        .urlEncodingEnabled(false)
                        .get("/api/v1/conversations?query=" + encoded);

        // Then
        assertThat(answer.statusCode()).isBetween(200, 499);
    }

    @ParameterizedTest
    @ValueSource(strings = {"takeover", "handback", "operator-message"})
    void bodyThatIsTooDeepOrHasEndlessNumbersIsABadRequest(String call) {
        // Given
        var bodies =
                List.of(
                        "{\"media\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}",
                        "{\"phone\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}",
                        "{\"nobody_reads_this\":"
                                + "{\"a\":".repeat(2_000)
                                + "1"
                                + "}".repeat(2_001),
                        "{\"phone\":" + "1".repeat(5_000) + "}",
                        "{\"answer_pending\":" + "1".repeat(5_000) + ",\"phone\":\"x\"}",
                        "{\"phone\":1e999999999}",
                        "{\"" + "n".repeat(100_000) + "\":1}");

        // When
        var answers =
                bodies.stream().map(body -> sent("/api/v1/" + call, body.getBytes(UTF_8))).toList();

        // Then
        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "ISO-8859-1"})
    void bodyInAnotherEncodingIsABadRequest(String charset) {
        // Given
        var body = "{\"phone\":\"+4915100\u00e4\"}".getBytes(Charset.forName(charset));

        // When
        var answer = sent("/api/v1/takeover", body);

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000041",
                "0000feff",
                "fffe0000ff",
                "efbbbf00",
                "c0af",
                "ff",
                "7b22c3282200"
            })
    void bodyThatIsNoTextIsABadRequest(String hex) {
        // Given
        var body = HexFormat.of().parseHex(hex);

        // When
        var answer = sent("/api/v1/handback", body);

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"line\nbreak", "tab\tstop", "re\r\nturn", "👍", "مرحبا", "é"})
    void ordinaryTextIsAccepted(String reason) {
        // Given
        var conversation = scene.conversation();

        // When
        var answer =
                Api.post(
                        "/api/v1/takeover",
                        Map.of("phone", conversation.customer().value(), "reason", reason));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u000b", "\u000c", "\u0085"})
    void lineBreakOfAWordProcessorIsALineBreak(String lineBreak) {
        // Given
        var conversation = scene.conversation();

        // When
        var answer =
                Api.post(
                        "/api/v1/operator-message",
                        Map.of(
                                "phone",
                                conversation.customer().value(),
                                "message",
                                "one" + lineBreak + "t\u007fwo"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(messages.latest(conversation.id(), 1))
                .singleElement()
                .satisfies(message -> assertThat(message.text()).isEqualTo("one\ntwo"));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\t", "\r\n", "\u000b", "\u2003"})
    void whiteSpaceAroundAQueryIsStripped(String space) {
        // Given
        var phone = scene.conversation().customer().value();

        // When
        var found =
                Api.authorised()
                        .queryParam("query", space + phone + space)
                        .get("/api/v1/conversations");

        // Then
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.jsonPath().getList("conversations")).hasSize(1);
    }

    /** Sends bytes: text would be formatted for the log, however deep it is. */
    private static Response sent(String path, byte[] body) {
        return Api.authorised().header("Content-Type", "application/json").body(body).post(path);
    }

    private static boolean isRefused(Response answer, String field) {
        return answer.statusCode() == 400
                && answer.contentType().startsWith("application/problem+json")
                && field.equals(answer.jsonPath().getString("field"));
    }

    private static List<Parameter> parameters() {
        var found = new ArrayList<Parameter>();
        paths().forEach((path, methods) ->
                methods.forEach((method, call) ->
                        maps(call.get("parameters")).stream()
                                .filter(parameter -> !"header".equals(parameter.get("in")))
                                .map(parameter ->
                                        new Parameter(
                                                method.toUpperCase(Locale.ROOT),
                                                path,
                                                String.valueOf(parameter.get("in")),
                                                String.valueOf(parameter.get("name"))))
                                .forEach(found::add)));
        return found;
    }

    /** Texts in the bodies of all calls. */
    private static List<Field> fields() {
        var found = new ArrayList<Field>();
        paths().forEach((path, methods) -> {
            methods.forEach((method, call) -> {
                if (call.containsKey("requestBody")) {
                    TEXTS.stream()
                            .filter(text -> schemaOf(call).containsKey(text))
                            .map(text -> new Field(method.toUpperCase(Locale.ROOT), path, text))
                            .forEach(found::add);
                }
            });
        });
        return found;
    }

    private static Map<String, ?> schemaOf(Map<String, Object> call) {
        var schema =
                String.valueOf(call.get("requestBody")).replaceAll(".*schemas/([A-Za-z]+).*", "$1");
        return document().getMap("components.schemas." + schema + ".properties");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(Object parameters) {
        return parameters == null ? List.of() : (List<Map<String, Object>>) parameters;
    }

    private static Map<String, Map<String, Map<String, Object>>> paths() {
        return document().getMap("paths");
    }

    private static JsonPath document() {
        return given().accept("application/json").get("/q/openapi").jsonPath();
    }
}
