package dev.switchboard.localstack.simulator.gemini;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** Text that is a JSON object, or is shown as it is. */
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
