package dev.switchboard.transcript.part;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.common.wire.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Content of a part.
 *
 * @param text may be blank if there is media
 */
public record PartContent(String text, List<String> mediaUrls) {

    public PartContent {
        mediaUrls = List.copyOf(mediaUrls);
    }

    /** Reads the content from a row with {@code text} and {@code media_urls}, a JSON array. */
    public static PartContent of(ResultSet row) throws SQLException {
        var text = row.getString("text");
        var media = row.getString("media_urls");
        try {
            return media == null
                    ? text(text)
                    : new PartContent(
                            text, List.of(Json.mapper().readValue(media, String[].class)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unreadable media_urls of a part", e);
        }
    }

    public static PartContent text(String text) {
        return new PartContent(text, List.of());
    }
}
