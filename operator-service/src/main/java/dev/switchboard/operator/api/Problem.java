package dev.switchboard.operator.api;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response.Status;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Error of a request, in the form of RFC 9457.
 *
 * @param field the field or parameter of the request that the detail is about
 * @param more additional members of one kind of problem
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Problem(
        @Schema(examples = "Bad Request") String title,
        @Schema(examples = "400") int status,
        @Schema(examples = "phone is no phone number") String detail,
        @Schema(examples = "phone") Optional<String> field,
        @JsonAnyGetter @Schema(hidden = true) Map<String, Object> more) {

    /** The media type of a problem. */
    public static final String JSON = "application/problem+json";

    /** Rest of the sentence about a body that is missing. */
    public static final String NO_BODY = "must be a JSON object";

    public Problem {
        more = Map.copyOf(more);
    }

    public static Problem of(int status, String detail) {
        return new Problem(titleOf(status), status, detail, Optional.empty(), Map.of());
    }

    public static Problem of(Status status, String detail) {
        return of(status.getStatusCode(), detail);
    }

    Problem about(String name) {
        return new Problem(title, status, detail, Optional.of(name), more);
    }

    Problem with(String member, Object value) {
        return new Problem(title, status, detail, field, Map.of(member, value));
    }

    private static String titleOf(int status) {
        return Optional.ofNullable(Status.fromStatusCode(status))
                .map(Status::getReasonPhrase)
                .orElse("HTTP " + status);
    }
}
