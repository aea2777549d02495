package dev.switchboard.localstack.simulator.gemini;

import dev.switchboard.localstack.simulator.input.Fields;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * An answer that can be traced: it names the call that made it and the messages it answers.
 *
 * @param length the fewest characters of the answer, so that it goes out in parts
 */
record Echo(int length) {

    static Echo read(Fields fields) {
        return new Echo(fields.only("length").whole("length", 0, Essay.LONGEST).orElse(0));
    }

    /** The call's number is in every sentence of the padding, and so in every part. */
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
