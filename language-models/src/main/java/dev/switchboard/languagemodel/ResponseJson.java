package dev.switchboard.languagemodel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchboard.common.wire.Json;
import dev.switchboard.languagemodel.ModelHttp.CallFailedException;
import dev.switchboard.languagemodel.ModelResult.Failure;
import dev.switchboard.languagemodel.ModelResult.Usage;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a provider's JSON, of which nothing is certain. */
final class ResponseJson {
    /** Names of errors and reasons; what does not look like one may hold anything. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,59}");

    /** Names of models, which may have a vendor and a version: {@code vendor/model:7b}. */
    private static final Pattern MODEL_NAME = Pattern.compile("[A-Za-z0-9][\\w./:@+-]{0,199}");

    private static final String THOUGHT_START = "<think>";
    private static final String THOUGHT_END = "</think>";

    private ResponseJson() {}

    /**
     * The object that a body is.
     *
     * @throws CallFailedException when it is something else
     */
    static ObjectNode object(String body) {
        if (parsed(body) instanceof ObjectNode object) {
            return object;
        }
        throw failed(FailureCode.UNREADABLE, "not a JSON object");
    }

    /** Missing where the body is no JSON. */
    static JsonNode parsed(String body) {
        try {
            return Json.mapper().readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** A count, 0 where there is none. */
    static int tokens(JsonNode count) {
        return count.canConvertToInt() ? Math.max(0, count.intValue()) : 0;
    }

    /** The name that this is, for the log. */
    static Optional<String> name(JsonNode text) {
        return Optional.of(text.asText(""))
                .filter(it -> text.isTextual() && NAME.matcher(it).matches());
    }

    /** The model's name that this is. */
    static Optional<String> modelName(JsonNode text) {
        return Optional.of(text.asText(""))
                .filter(it -> text.isTextual() && MODEL_NAME.matcher(it).matches());
    }

    /** The first of these that is a name, else the fallback. */
    static String firstName(String fallback, JsonNode... candidates) {
        return Stream.of(candidates)
                .flatMap(candidate -> name(candidate).stream())
                .findFirst()
                .orElse(fallback);
    }

    /** The texts of a list's objects, joined as they are; of a text the text. */
    static String joinedTexts(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        var text = new StringBuilder();
        for (var part : content) {
            if (part.path("type").asText("text").equals("text")) {
                text.append(part.path("text").asText(""));
            }
        }
        return text.toString();
    }

    /**
     * The text without the thoughts that a reasoning model puts before its answer. Some templates
     * leave out the opening mark; where the closing one is missing, the answer was never reached.
     */
    static String withoutThoughts(String text) {
        var start = text.stripLeading();
        var end = start.indexOf(THOUGHT_END);
        if (start.startsWith(THOUGHT_START)) {
            return end < 0 ? "" : start.substring(end + THOUGHT_END.length()).strip();
        }
        return end < 0 || start.lastIndexOf(THOUGHT_START, end) >= 0
                ? text
                : start.substring(end + THOUGHT_END.length()).strip();
    }

    static CallFailedException failed(FailureCode code, String detail) {
        return new CallFailedException(Failure.of(code, detail));
    }

    static CallFailedException failed(FailureCode code, String detail, Usage usage) {
        return new CallFailedException(Failure.of(code, detail, usage));
    }
}
