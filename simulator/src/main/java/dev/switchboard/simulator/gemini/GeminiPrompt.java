package dev.switchboard.simulator.gemini;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Content of a request to the model.
 *
 * @param system the system instruction
 * @param turns the contents, oldest first; each part of one is a text
 */
record GeminiPrompt(String system, List<Turn> turns, OptionalInt maxOutputTokens) {
    GeminiPrompt {
        turns = List.copyOf(turns);
    }

    /** One content: its sender and texts. */
    record Turn(boolean fromUser, List<String> texts) {
        Turn {
            texts = List.copyOf(texts);
        }
    }

    static GeminiPrompt of(JsonObject request) {
        var turns = new ArrayList<Turn>();
        for (JsonObject content : objects(request.getValue("contents"))) {
            turns.add(new Turn(!"model".equals(content.getValue("role")), texts(content)));
        }
        var system =
                object(request, "systemInstruction")
                        .or(() -> object(request, "system_instruction"));
        var limit = object(request, "generationConfig").map(it -> it.getValue("maxOutputTokens"));
        return new GeminiPrompt(
                system.map(it -> String.join("\n", texts(it))).orElse(""),
                turns,
                limit.orElse(null) instanceof Number number
                        ? OptionalInt.of(number.intValue())
                        : OptionalInt.empty());
    }

    /** Gemini's error message for a request without contents or with unknown roles. */
    static Optional<String> refusal(JsonObject request) {
        var contents = objects(request.getValue("contents"));
        if (contents.isEmpty()) {
            return Optional.of("* GenerateContentRequest.contents: contents is not specified");
        }
        var roles = contents.stream().map(it -> it.getString("role", "user"));
        return roles.allMatch(it -> it.equals("user") || it.equals("model"))
                ? Optional.empty()
                : Optional.of("Please use a valid role: user, model.");
    }

    /** All text that the model reads, for counting. */
    String allText() {
        var all = new ArrayList<String>();
        all.add(system);
        turns.forEach(it -> all.addAll(it.texts()));
        return String.join("\n", all);
    }

    private static List<String> texts(JsonObject content) {
        var texts = new ArrayList<String>();
        for (JsonObject part : objects(content.getValue("parts"))) {
            if (part.getValue("text") instanceof String text) {
                texts.add(text);
            } else if (part.getValue("inlineData") instanceof JsonObject data) {
                texts.add("[" + data.getString("mimeType", "file") + "]");
            }
        }
        return texts;
    }

    private static Optional<JsonObject> object(JsonObject parent, String name) {
        return parent.getValue(name) instanceof JsonObject object
                ? Optional.of(object)
                : Optional.empty();
    }

    private static List<JsonObject> objects(Object value) {
        return value instanceof JsonArray array
                ? array.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .toList()
                : List.of();
    }
}
