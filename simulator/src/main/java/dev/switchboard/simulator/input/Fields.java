package dev.switchboard.simulator.input;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A JSON object whose fields are read by type; each failure is a {@link BadInputException}. */
public record Fields(String path, JsonObject json) {

    /** The object in the request's body; an empty body is an empty object. */
    public static Fields of(RoutingContext context) {
        var body = context.body().buffer();
        if (body == null || body.length() == 0) {
            return new Fields("", new JsonObject());
        }
        try {
            return new Fields("", new JsonObject(body));
        } catch (DecodeException notJson) {
            throw new BadInputException("body", "must be a JSON object");
        }
    }

    /** Refuses fields that are not known, so that a misspelt one does not go unnoticed. */
    public Fields only(String... known) {
        var allowed = Set.of(known);
        for (String name : json.fieldNames()) {
            if (!allowed.contains(name)) {
                throw bad(name, "is not known; known are " + String.join(", ", known));
            }
        }
        return this;
    }

    public boolean has(String name) {
        return json.containsKey(name);
    }

    public boolean isNull(String name) {
        return json.containsKey(name) && json.getValue(name) == null;
    }

    public Optional<String> text(String name) {
        return value(name, String.class, "must be a text");
    }

    public Optional<Boolean> flag(String name) {
        return value(name, Boolean.class, "must be true or false");
    }

    public Optional<Integer> whole(String name, int min, int max) {
        var problem = "must be a whole number from %d to %d".formatted(min, max);
        var found = value(name, Integer.class, problem);
        if (found.filter(it -> it < min || it > max).isPresent()) {
            throw bad(name, problem);
        }
        return found;
    }

    public Optional<Double> number(String name, double min, double max) {
        var problem = "must be a number from %s to %s".formatted(min, max);
        var found = value(name, Number.class, problem).map(Number::doubleValue);
        if (found.filter(it -> !(it >= min && it <= max)).isPresent()) {
            throw bad(name, problem);
        }
        return found;
    }

    public Optional<Double> probability(String name) {
        return number(name, 0, 1);
    }

    public Optional<Duration> duration(String name) {
        return text(name).map(it -> duration(it, path + name));
    }

    public Optional<List<Duration>> durations(String name) {
        return value(name, JsonArray.class, "must be a list of durations")
                .map(list ->
                        IntStream.range(0, list.size())
                                .mapToObj(i ->
                                        duration(
                                                String.valueOf(list.getValue(i)),
                                                "%s%s[%d]".formatted(path, name, i)))
                                .toList());
    }

    public <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
        return text(name)
                .map(it ->
                        Arrays.stream(type.getEnumConstants())
                                .filter(each -> each.name().equalsIgnoreCase(it))
                                .findFirst()
                                .orElseThrow(() -> bad(name, "must be one of " + names(type))));
    }

    public Optional<Fields> object(String name) {
        return value(name, JsonObject.class, "must be an object")
                .map(it -> new Fields(path + name + ".", it));
    }

    public List<Fields> objects(String name) {
        var list =
                value(name, JsonArray.class, "must be a list of objects").orElseGet(JsonArray::new);
        return IntStream.range(0, list.size())
                .mapToObj(i -> element(name, i, list.getValue(i)))
                .toList();
    }

    public BadInputException bad(String name, String problem) {
        return new BadInputException(path + name, problem);
    }

    private Fields element(String name, int i, Object value) {
        var at = "%s[%d]".formatted(name, i);
        if (value instanceof JsonObject object) {
            return new Fields(path + at + ".", object);
        }
        throw bad(at, "must be an object");
    }

    private <T> Optional<T> value(String name, Class<T> type, String problem) {
        var found = json.getValue(name);
        if (found == null) {
            return Optional.empty();
        }
        if (!type.isInstance(found)) {
            throw bad(name, problem);
        }
        return Optional.of(type.cast(found));
    }

    private static Duration duration(String text, String field) {
        try {
            var found = Duration.parse(text);
            if (found.isNegative()) {
                throw new BadInputException(field, "must not be negative");
            }
            return found;
        } catch (DateTimeParseException notIso) {
            throw new BadInputException(field, "must be an ISO 8601 duration such as PT1.5S");
        }
    }

    private static String names(Class<? extends Enum<?>> type) {
        return String.join(
                ", ",
                Arrays.stream(type.getEnumConstants())
                        .map(it -> it.name().toLowerCase(Locale.ROOT))
                        .toList());
    }
}
