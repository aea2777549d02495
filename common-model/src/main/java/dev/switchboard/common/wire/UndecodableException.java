package dev.switchboard.common.wire;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.IOException;

/** Signals that a record's value is not an event of its topic; a retry would not help. */
public final class UndecodableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UndecodableException(Class<?> type, IOException cause) {
        super("not a " + type.getSimpleName() + ": " + location(cause));
    }

    /**
     * Describes the location, never the value: Jackson's own messages may quote a customer's text,
     * so its exception is not kept as the cause either.
     */
    private static String location(IOException cause) {
        return switch (cause) {
            case JsonMappingException mapping ->
                    cause.getClass().getSimpleName() + " in " + mapping.getPathReference();
            case JsonProcessingException json ->
                    cause.getClass().getSimpleName() + position(json.getLocation());
            default -> cause.getClass().getSimpleName();
        };
    }

    private static String position(JsonLocation location) {
        return location == null
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
