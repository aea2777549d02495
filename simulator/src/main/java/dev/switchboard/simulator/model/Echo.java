package dev.switchboard.simulator.model;

import dev.switchboard.simulator.input.Fields;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Traceable answer: it names the model call and the messages that it answers.
 *
 * @param length the minimum length of the answer in characters, so that it is sent in parts
 */
record Echo(int length) {

    static Echo read(Fields fields) {
        return new Echo(fields.only("length").whole("length", 0, Essay.MAX_LENGTH).orElse(0));
    }

    /** Repeats the call's number in every sentence of the padding, and so in every part. */
    String answer(long call, List<String> messages) {
        var text = new StringBuilder("#" + call + " " + String.join(" ", messages));
        while (text.length() < length) {
            text.append(" #").append(call).append(" has more to say, and takes its time.");
        }
        return text.toString();
    }

    JsonObject toJson() {
        return new JsonObject().put("length", length);
    }
}
