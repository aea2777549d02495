package dev.switchboard.simulator.model;

import dev.switchboard.simulator.input.Fields;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Scripted peculiarities of a response on the wire, of whichever provider; what is absent is as
 * usual.
 *
 * @param headers the headers to add or replace
 * @param body the body, word for word
 * @param errorCode the provider's own name of the error
 * @param breakAfter the bytes of the body after which the connection is closed; 0: before the
 *     headers
 * @param stallAfter the bytes of the body after which nothing comes any more
 * @param drip the time between two bytes of the body
 * @param gzip true for a compressed body, whatever the client accepts
 */
record ScriptedResponse(
        Map<String, String> headers,
        Optional<String> body,
        Optional<String> errorCode,
        Optional<Integer> breakAfter,
        Optional<Integer> stallAfter,
        Optional<Duration> drip,
        boolean gzip) {
    static final ScriptedResponse USUAL =
            new ScriptedResponse(
                    Map.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false);

    ScriptedResponse {
        headers = Map.copyOf(headers);
    }

    static ScriptedResponse read(Fields fields) {
        fields.only("headers", "body", "errorCode", "breakAfter", "stallAfter", "drip", "gzip");
        return new ScriptedResponse(
                fields.object("headers").map(ScriptedResponse::headers).orElse(Map.of()),
                fields.text("body"),
                fields.text("errorCode"),
                fields.whole("breakAfter", 0, Integer.MAX_VALUE),
                fields.whole("stallAfter", 0, Integer.MAX_VALUE),
                fields.duration("drip"),
                fields.flag("gzip").orElse(false));
    }

    private static Map<String, String> headers(Fields fields) {
        return fields.json().fieldNames().stream()
                .collect(Collectors.toMap(name -> name, name -> fields.text(name).orElse("")));
    }

    JsonObject toJson() {
        var all = new JsonObject();
        headers.forEach(all::put);
        return new JsonObject()
                .put("headers", all)
                .put("body", body.orElse(null))
                .put("errorCode", errorCode.orElse(null))
                .put("breakAfter", breakAfter.orElse(null))
                .put("stallAfter", stallAfter.orElse(null))
                .put("drip", drip.map(Duration::toString).orElse(null))
                .put("gzip", gzip);
    }
}
