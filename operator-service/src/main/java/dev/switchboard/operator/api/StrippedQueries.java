package dev.switchboard.operator.api;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Strips the white space around query parameters, which pasting brings along. */
@Provider
public final class StrippedQueries implements ParamConverterProvider {

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable ParamConverter<T> getConverter(
            Class<T> type, Type genericType, Annotation[] annotations) {
        return type.equals(String.class)
                        && Arrays.stream(annotations).anyMatch(QueryParam.class::isInstance)
                ? (ParamConverter<T>) new Stripped()
                : null;
    }

    private static final class Stripped implements ParamConverter<String> {
        @Override
        public @Nullable String fromString(@Nullable String text) {
            return text == null ? null : text.strip();
        }

        @Override
        public String toString(String value) {
            return value;
        }
    }
}
