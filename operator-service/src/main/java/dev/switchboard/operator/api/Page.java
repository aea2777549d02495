package dev.switchboard.operator.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.switchboard.transcript.read.Cursor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One page of a list. In JSON its entries stand under the list's own name.
 *
 * @param nextBefore value of {@code before} for the next page; absent on the last
 */
@JsonSerialize(using = Page.Serializer.class)
public record Page<T>(
        @Schema(hidden = true) String list, List<T> entries, Optional<String> nextBefore) {
    public static final String DEFAULT_LIMIT = "50";
    public static final int MAX_LIMIT = 200;

    /**
     * Makes a page from a result that was queried with one entry more than fits.
     *
     * @param cursorOf cursor of a page that ends with this entry
     */
    public static <R, T> Page<T> of(
            String list,
            List<R> found,
            int limit,
            Function<R, T> view,
            Function<R, Cursor> cursorOf) {
        return ofCursors(list, found, limit, view, last -> cursorOf.apply(last).toString());
    }

    /** Same as {@link #of}, for a list that is not by time. */
    public static <R, T> Page<T> ofCursors(
            String list,
            List<R> found,
            int limit,
            Function<R, T> view,
            Function<R, String> cursorOf) {
        var shown = found.stream().limit(limit).toList();
        return new Page<>(
                list,
                shown.stream().map(view).toList(),
                found.size() > limit
                        ? Optional.of(cursorOf.apply(shown.getLast()))
                        : Optional.empty());
    }

    static final class Serializer extends JsonSerializer<Page<?>> {

        @Override
        public void serialize(Page<?> page, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeStartObject();
            provider.defaultSerializeField(page.list(), page.entries(), json);
            if (page.nextBefore().isPresent()) {
                json.writeStringField("nextBefore", page.nextBefore().get());
            }
            json.writeEndObject();
        }
    }
}
