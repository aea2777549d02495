package dev.switchboard.simulator.meta;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An error in the form of the Graph API; codes from the Cloud API's error code reference. */
record MetaError(
        int status,
        int code,
        Optional<Integer> subcode,
        String type,
        String message,
        String details) {
    static final MetaError TOKEN =
            new MetaError(
                    401,
                    190,
                    Optional.empty(),
                    "OAuthException",
                    "Invalid OAuth access token - Cannot parse access token",
                    "");

    static MetaError parameter(String message) {
        return new MetaError(
                400, 100, Optional.empty(), "OAuthException", "(#100) " + message, message);
    }

    static MetaError value(String details) {
        return new MetaError(
                400,
                131009,
                Optional.empty(),
                "OAuthException",
                "(#131009) Parameter value is not valid",
                details);
    }

    static MetaError unknownObject(String id) {
        return new MetaError(
                400,
                100,
                Optional.of(33),
                "GraphMethodException",
                "Unsupported request. Object with ID '"
                        + id
                        + "' does not exist, cannot be loaded due to missing permissions, or does"
                        + " not support this operation.",
                "");
    }

    /** Error of a fault: throttling and outages have codes of their own. */
    static MetaError fault(int status, @Nullable Integer wanted) {
        int usual =
                switch (status) {
                    case 401 -> 190;
                    case 429 -> 130429;
                    case 503 -> 131016;
                    default -> status >= 500 ? 131000 : 100;
                };
        int code = wanted == null ? usual : wanted;
        var message =
                switch (code) {
                    case 190 -> "Error validating access token";
                    case 130429 -> "(#130429) Rate limit hit";
                    case 131016 -> "(#131016) Service unavailable";
                    case 131000 -> "(#131000) Something went wrong";
                    default -> "(#" + code + ") Request failed";
                };
        return new MetaError(status, code, Optional.empty(), "OAuthException", message, message);
    }

    JsonObject toJson() {
        var error =
                new JsonObject()
                        .put("message", message)
                        .put("type", type)
                        .put("code", code)
                        .put("is_transient", status == 429 || status >= 500)
                        .put("fbtrace_id", "A" + Wamids.next().substring(10, 32));
        subcode.ifPresent(it -> error.put("error_subcode", it));
        if (!details.isEmpty()) {
            error.put(
                    "error_data",
                    new JsonObject().put("messaging_product", "whatsapp").put("details", details));
        }
        return new JsonObject().put("error", error);
    }
}
