package dev.switchboard.simulator.model;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Wire format of one provider's API: its paths, and the JSON of requests, answers and errors. */
interface ProviderWire {

    /** Routes the provider's calls. */
    void route(Router router, Handler<RoutingContext> calls);

    /** Error where the request has no key, or another than the expected one; any does if empty. */
    Optional<ErrorResponse> keyRefusal(RoutingContext context, String expected);

    /** Error where the request's form is wrong. */
    Optional<ErrorResponse> formRefusal(JsonObject request);

    /**
     * Error for an HTTP status.
     *
     * @param code the provider's own name of the error, in place of the usual one of the status
     */
    ErrorResponse error(int status, @Nullable String code);

    String model(RoutingContext context, JsonObject request);

    ModelPrompt prompt(JsonObject request);

    /** The reason to finish of an answer that is complete, or was cut at the request's bound. */
    String finishReason(boolean cut);

    /** True where an answer that finishes for this reason has text. */
    boolean hasText(String finishReason);

    JsonObject answer(Generation generation);

    /** Forgets what it has kept between requests. */
    default void clear() {}

    default boolean isStreamed(RoutingContext context) {
        return false;
    }

    default StreamedBody streamed(RoutingContext context, Generation generation) {
        throw new UnsupportedOperationException("not streamed");
    }
}
