package dev.switchboard.operator.setting;

import dev.switchboard.operator.api.RefusedRequest;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The version that a change is made of, from the header {@code If-Match}. */
final class Precondition {
    static final String HEADER = "If-Match";
    static final String DESCRIPTION = "the version that is changed";

    private static final Pattern VERSION = Pattern.compile("(?:W/)?\"?(\\d{1,18})\"?");

    private Precondition() {}

    /**
     * @throws RefusedRequest 428 without the header, 400 if it is no version, 412 if it is another
     *     one than the present
     */
    static void check(@Nullable String header, long present) {
        if (header == null || header.isBlank()) {
            throw RefusedRequest.unconditional(
                    HEADER, HEADER + " is missing: it must be the version that is changed");
        }
        var version = VERSION.matcher(header.strip());
        if (!version.matches()) {
            throw RefusedRequest.invalid(HEADER, HEADER + " must be a version such as \"12\"");
        }
        if (Long.parseLong(version.group(1)) != present) {
            throw RefusedRequest.stale(
                    HEADER, "this was changed meanwhile; its version is " + present);
        }
    }

    /** A response whose header ETag is the version for the next change's condition. */
    static <T> RestResponse<T> tagged(T view, long version) {
        return RestResponse.ResponseBuilder.ok(view).tag(Long.toString(version)).build();
    }
}
