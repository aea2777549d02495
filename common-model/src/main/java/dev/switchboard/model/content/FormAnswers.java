package dev.switchboard.model.content;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Says the answers of a form, which come as JSON, in words. */
final class FormAnswers {
    /** The provider's own, which the customer neither wrote nor saw. */
    private static final Set<String> NO_ANSWERS = Set.of("flow_token");

    /** Reads numbers as they are written. */
    private static final ObjectReader JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build()
                    .reader();

    /** Of a number that is written out; one of more digits behind it stays in powers of ten. */
    private static final int MAX_SCALE = 30;

    private final List<String> answers = new ArrayList<>();

    private FormAnswers() {}

    /**
     * One answer after the other as {@code question: answer}; what is no JSON, or holds a number
     * beyond all measure, as it is.
     */
    static String said(String json) {
        try {
            var answers = new FormAnswers();
            answers.add("", JSON.readTree(json));
            return String.join("; ", answers.answers);
        } catch (JsonProcessingException | NumberFormatException _) {
            return json.strip();
        }
    }

    private void add(String question, JsonNode answer) {
        if (NO_ANSWERS.contains(question.substring(question.lastIndexOf('.') + 1))) {
            return;
        }
        if (answer.isObject()) {
            var before = question.isEmpty() ? "" : question + ".";
            answer.properties().forEach(inner -> add(before + inner.getKey(), inner.getValue()));
        } else if (answer.isArray() && hasObjects(answer)) {
            for (var i = 0; i < answer.size(); i++) {
                add(question + "[" + (i + 1) + "]", answer.path(i));
            }
        } else {
            addWords(question, words(answer));
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

    private static String words(JsonNode answer) {
        if (!answer.isArray()) {
            return answer.isNull() ? "" : word(answer);
        }
        List<String> items = new ArrayList<>();
        answer.forEach(item -> items.add(word(item)));
        return String.join(", ", items);
    }

    private static String word(JsonNode answer) {
        if (!answer.isBigDecimal()) {
            return answer.asText();
        }
        var number = answer.decimalValue();
        return number.scale() >= -MAX_SCALE && number.scale() <= MAX_SCALE
                ? number.toPlainString()
                : number.toString();
    }

    private void addWords(String question, String words) {
        if (!words.isBlank()) {
            answers.add(question.isEmpty() ? words : question + ": " + words);
        }
    }
}
