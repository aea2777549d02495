package dev.switchboard.common.content;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Converts the answers of a form from JSON to text. */
final class FormAnswers {
    /** Fields of the provider that the customer neither wrote nor saw. */
    private static final Set<String> INTERNAL_FIELDS = Set.of("flow_token");

    /** Keeps numbers as they are written. */
    private static final ObjectReader JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build()
                    .reader();

    /** Maximum scale of a number that is written out; a larger one stays in powers of ten. */
    private static final int MAX_SCALE = 30;

    private final List<String> answers = new ArrayList<>();

    private FormAnswers() {}

    /**
     * Returns the answers as {@code question: answer}, joined by semicolons; text that is not JSON,
     * or has a number too large to parse, is returned unchanged.
     */
    static String text(String json) {
        try {
            var answers = new FormAnswers();
            answers.add("", JSON.readTree(json));
            return String.join("; ", answers.answers);
        } catch (JsonProcessingException | NumberFormatException _) {
            return json.strip();
        }
    }

    private void add(String question, JsonNode answer) {
        if (INTERNAL_FIELDS.contains(question.substring(question.lastIndexOf('.') + 1))) {
            return;
        }
        if (answer.isObject()) {
            var prefix = question.isEmpty() ? "" : question + ".";
            answer.properties().forEach(inner -> add(prefix + inner.getKey(), inner.getValue()));
        } else if (answer.isArray() && hasObjects(answer)) {
            for (var i = 0; i < answer.size(); i++) {
                add(question + "[" + (i + 1) + "]", answer.path(i));
            }
        } else {
            addAnswer(question, text(answer));
        }
    }

    private static boolean hasObjects(JsonNode list) {
        for (var item : list) {
            if (item.isContainerNode()) {
                return true;
            }
        }
        return false;
    }

    private static String text(JsonNode answer) {
        if (!answer.isArray()) {
            return answer.isNull() ? "" : scalar(answer);
        }
        List<String> items = new ArrayList<>();
        answer.forEach(item -> items.add(scalar(item)));
        return String.join(", ", items);
    }

    private static String scalar(JsonNode answer) {
        if (!answer.isBigDecimal()) {
            return answer.asText();
        }
        var number = answer.decimalValue();
        return number.scale() >= -MAX_SCALE && number.scale() <= MAX_SCALE
                ? number.toPlainString()
                : number.toString();
    }

    private void addAnswer(String question, String text) {
        if (!text.isBlank()) {
            answers.add(question.isEmpty() ? text : question + ": " + text);
        }
    }
}
