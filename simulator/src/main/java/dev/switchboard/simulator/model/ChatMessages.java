package dev.switchboard.simulator.model;

import static dev.switchboard.simulator.model.RequestJson.objects;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The list {@code messages} of a request, which OpenAI, Anthropic and Ollama have alike. */
final class ChatMessages {
    private ChatMessages() {}

    /** Problem of a list that is empty, or has a role other than these. */
    static Optional<String> problem(JsonObject request, List<String> roles) {
        var messages = objects(request.getValue("messages"));
        if (messages.isEmpty()) {
            return Optional.of("messages: at least one message is required");
        }
        return messages.stream().allMatch(it -> roles.contains(RequestJson.text(it, "role")))
                ? Optional.empty()
                : Optional.of("messages: the role must be one of " + String.join(", ", roles));
    }

    /**
     * The prompt that they make.
     *
     * @param system the system instruction that stands beside the list; those in it are added
     * @param options has the bound of the answer, if there is one, by the name {@code bound}
     */
    static ModelPrompt prompt(JsonObject request, String system, JsonObject options, String bound) {
        var systems = new ArrayList<String>();
        if (!system.isEmpty()) {
            systems.add(system);
        }
        var turns = new ArrayList<ModelPrompt.Turn>();
        for (JsonObject message : objects(request.getValue("messages"))) {
            var texts = texts(message.getValue("content"));
            switch (RequestJson.text(message, "role")) {
                case "system", "developer" -> systems.addAll(texts);
                case "assistant" -> turns.add(new ModelPrompt.Turn(false, texts));
                default -> turns.add(new ModelPrompt.Turn(true, texts));
            }
        }
        return new ModelPrompt(
                String.join("\n", systems), turns, RequestJson.whole(options, bound));
    }

    /** Texts of a content, which is one text or a list of parts. */
    static List<String> texts(Object content) {
        if (content instanceof String text) {
            return List.of(text);
        }
        return objects(content).stream()
                .map(part ->
                        part.getValue("text") instanceof String text
                                ? text
                                : "[" + part.getString("type", "file") + "]")
                .toList();
    }
}
