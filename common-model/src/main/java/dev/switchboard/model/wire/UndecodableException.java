package dev.switchboard.model.wire;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.IOException;

/**
 * A record's value is not the event that its topic carries; it will not become one by trying again.
 */
public final class UndecodableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UndecodableException(Class<?> type, IOException cause) {
        super("not a " + type.getSimpleName() + ": " + where(cause));
    }

    /**
     * Names the place, never the value: Jackson's own messages quote what may be somebody's words,
     * so that its exception is not kept as the cause either.
     */
    private static String where(IOException cause) {
        return switch (cause) {
            case JsonMappingException mapping ->
                    cause.getClass().getSimpleName() + " in " + mapping.getPathReference();
            case JsonProcessingException json ->
                    cause.getClass().getSimpleName() + place(json.getLocation());
            default -> cause.getClass().getSimpleName();
        };
    }

    private static String place(JsonLocation location) {
        return location == null
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
