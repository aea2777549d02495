package dev.switchboard.operator.api;

import static java.util.stream.Collectors.joining;

import dev.switchboard.common.identity.PartId;
import dev.switchboard.transcript.read.Cursor;
import dev.switchboard.transcript.read.SpendCursor;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Converts path and query parameters to their types, without the white space that pasting brings
 * along; refuses what cannot be read, naming the parameter.
 */
@Provider
public final class ParameterConverters implements ParamConverterProvider {
    private static final Map<Class<?>, Kind> KINDS =
            Map.of(
                    String.class, new Kind("a text", true, text -> text),
                    Boolean.class, Kind.oneOf(true, new Object[] {true, false}),
                    Instant.class,
                            new Kind("a time such as 2026-11-20T08:00:00Z", true, Kind::time),
                    int.class, new Kind("a whole number", false, Integer::valueOf),
                    Long.class, new Kind("a whole number", false, Long::valueOf),
                    UUID.class, new Kind("a UUID", false, UUID::fromString),
                    PartId.class, new Kind("a part's id", false, PartId::of),
                    Cursor.class, new Kind("a nextBefore of this list", false, Cursor::of),
                    SpendCursor.class,
                            new Kind("a nextBefore of this list", false, SpendCursor::of));

    /**
     * Kind of a parameter's values.
     *
     * @param optional true if blank is the same as absent
     */
    private record Kind(String description, boolean optional, Function<String, Object> reader) {

        static Kind oneOf(boolean optional, Object[] values) {
            var names =
                    Stream.of(values)
                            .map(value -> value.toString().toLowerCase(Locale.ROOT))
                            .collect(joining(", "));
            return new Kind(
                    "one of " + names,
                    optional,
                    text ->
                            Stream.of(values)
                                    .filter(value -> value.toString().equalsIgnoreCase(text))
                                    .findFirst()
                                    .orElseThrow(IllegalArgumentException::new));
        }

        static Object time(String text) {
            var time = OffsetDateTime.parse(text).toInstant();
            if (!Cursor.isStorable(time)) {
                throw new DateTimeException("a time that the calendar does not have");
            }
            return time;
        }
    }

    @Override
    public <T> @Nullable ParamConverter<T> getConverter(
            Class<T> type, Type genericType, Annotation[] annotations) {
        var kind = type.isEnum() ? Kind.oneOf(false, type.getEnumConstants()) : KINDS.get(type);
        var name = name(annotations);
        return kind == null || name == null ? null : new Converter<>(name, kind);
    }

    private static @Nullable String name(Annotation[] annotations) {
        for (var annotation : annotations) {
            if (annotation instanceof QueryParam query) {
                return query.value();
            }
            if (annotation instanceof PathParam path) {
                return path.value();
            }
        }
        return null;
    }

    private record Converter<T>(String name, Kind kind) implements ParamConverter<T> {

        @Override
        @SuppressWarnings("unchecked")
        public @Nullable T fromString(String value) {
            var text = value.strip();
            if (kind.optional() && text.isEmpty()) {
                return null;
            }
            try {
                return (T) kind.reader().apply(text);
            } catch (IllegalArgumentException | DateTimeException e) {
                // As the framework's own, which does not make it a 404.
                throw new BadRequestException(
                        RefusedRequest.invalid(name, name + " must be " + kind.description()));
            }
        }

        @Override
        public String toString(T value) {
            return value.toString();
        }
    }
}
