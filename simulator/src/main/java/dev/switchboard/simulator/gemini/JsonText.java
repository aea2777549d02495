package dev.switchboard.simulator.gemini;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** Reads text as a JSON object, or leaves it as it is. */
final class JsonText {
    private JsonText() {}

    static Object read(String text) {
        try {
            return new JsonObject(text);
        } catch (DecodeException notJson) {
            return text;
        }
    }
}
