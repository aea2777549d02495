package dev.switchboard.simulator.model;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a request's JSON without trust in its types. */
final class RequestJson {
    private RequestJson() {}

    static Optional<JsonObject> object(JsonObject parent, String name) {
        return parent.getValue(name) instanceof JsonObject object
                ? Optional.of(object)
                : Optional.empty();
    }

    /** The objects of an array; none where it is no array. */
    static List<JsonObject> objects(Object value) {
        return value instanceof JsonArray array
                ? array.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .toList()
                : List.of();
    }

    static String text(JsonObject parent, String name) {
        return parent.getValue(name) instanceof String text ? text : "";
    }

    static OptionalInt whole(JsonObject parent, String name) {
        return parent.getValue(name) instanceof Number number
                ? OptionalInt.of(number.intValue())
                : OptionalInt.empty();
    }
}
