package dev.switchboard.simulator.gemini;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** An error in the form of Google's APIs. */
record GeminiError(int code, String status, String message, Optional<JsonObject> detail) {
    static final GeminiError KEY_MISSING =
            new GeminiError(
                    403,
                    "PERMISSION_DENIED",
                    "Method doesn't allow unregistered callers (callers without established"
                        + " identity). Please use API Key or other form of API consumer identity to"
                        + " call this API.",
                    Optional.empty());
    static final GeminiError KEY_INVALID =
            new GeminiError(
                    400,
                    "INVALID_ARGUMENT",
                    "API key not valid. Please pass a valid API key.",
                    Optional.of(
                            new JsonObject()
                                    .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
                                    .put("reason", "API_KEY_INVALID")
                                    .put("domain", "googleapis.com")));

    static GeminiError argument(String message) {
        return new GeminiError(400, "INVALID_ARGUMENT", message, Optional.empty());
    }

    /** Error of a fault, by its HTTP status. */
    static GeminiError fault(int code) {
        return switch (code) {
            case 401 ->
                    new GeminiError(
                            401,
                            "UNAUTHENTICATED",
                            "Request had invalid authentication credentials.",
                            Optional.empty());
            case 403 ->
                    new GeminiError(
                            403, "PERMISSION_DENIED", "Permission denied.", Optional.empty());
            case 404 ->
                    new GeminiError(
                            404, "NOT_FOUND", "Requested entity was not found.", Optional.empty());
            case 429 ->
                    new GeminiError(
                            429,
                            "RESOURCE_EXHAUSTED",
                            "You exceeded your current quota, please check your plan and billing"
                                    + " details.",
                            Optional.of(
                                    new JsonObject()
                                            .put(
                                                    "@type",
                                                    "type.googleapis.com/google.rpc.RetryInfo")
                                            .put("retryDelay", "1s")));
            case 503 ->
                    new GeminiError(
                            503,
                            "UNAVAILABLE",
                            "The model is overloaded. Please try again later.",
                            Optional.empty());
            case 504 ->
                    new GeminiError(
                            504,
                            "DEADLINE_EXCEEDED",
                            "Deadline expired before operation could complete.",
                            Optional.empty());
            default ->
                    code >= 500
                            ? new GeminiError(
                                    code,
                                    "INTERNAL",
                                    "An internal error has occurred.",
                                    Optional.empty())
                            : new GeminiError(
                                    code,
                                    "INVALID_ARGUMENT",
                                    "Request contains an invalid argument.",
                                    Optional.empty());
        };
    }

    JsonObject toJson() {
        var error =
                new JsonObject().put("code", code).put("message", message).put("status", status);
        detail.ifPresent(it -> error.put("details", new JsonArray().add(it)));
        return new JsonObject().put("error", error);
    }
}
