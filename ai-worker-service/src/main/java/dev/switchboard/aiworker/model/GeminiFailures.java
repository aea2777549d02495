package dev.switchboard.aiworker.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.switchboard.common.wire.Json;
import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Maps langchain4j's exceptions to Gemini's failures; any other exception is a bug, thrown on. */
final class GeminiFailures {
    /**
     * {@code google.rpc.RetryInfo} writes a duration as seconds: {@code 37s}, {@code 0.5s}; a
     * {@code Retry-After} as seconds without a unit.
     */
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,9})(?:\\.\\d+)?s?");

    private GeminiFailures() {}

    static ModelResult.Failure of(RuntimeException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            var failure = known(cause);
            if (failure != null) {
                return failure;
            }
        }
        throw thrown;
    }

    private static ModelResult.@Nullable Failure known(Throwable cause) {
        return switch (cause) {
            case Refusal refusal -> refused(refusal);
            case BlockedPrompt blocked -> failure(FailureCode.BLOCKED, blocked);
            case NoCandidate _ ->
                    ModelResult.Failure.of(FailureCode.EMPTY, "an answer without candidates");
            case UnreadableAnswer unreadable -> failure(FailureCode.UNREADABLE, unreadable);
            case HttpConnectTimeoutException timeout -> failure(FailureCode.UNREACHABLE, timeout);
            case HttpTimeoutException timeout -> failure(FailureCode.TIMEOUT, timeout);
            case IOException broken -> failure(FailureCode.UNREACHABLE, broken);
            case UnresolvedAddressException unknown -> failure(FailureCode.UNREACHABLE, unknown);
            default -> null;
        };
    }

    private static ModelResult.Failure failure(FailureCode code, Exception cause) {
        return ModelResult.Failure.of(
                code, cause.getClass().getSimpleName() + ": " + cause.getMessage());
    }

    private static ModelResult.Failure refused(Refusal refusal) {
        var error = error(refusal.body);
        var name = error.path("status").asText("no status name");
        return new ModelResult.Failure(
                code(refusal.status),
                "HTTP " + refusal.status + " " + name,
                retryDelay(error).or(() -> refusal.retryAfter.flatMap(GeminiFailures::seconds)));
    }

    /** A bad key is a 400 at Gemini, an unknown model a 404. */
    private static FailureCode code(int status) {
        return switch (status) {
            case 429 -> FailureCode.RATE_LIMITED;
            case 408, 499 -> FailureCode.OVERLOADED;
            default -> status >= 500 ? FailureCode.OVERLOADED : FailureCode.CONFIGURATION;
        };
    }

    private static JsonNode error(String body) {
        try {
            return error(Json.mapper().readTree(body));
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** The body is an object or, seen from proxies of Vertex, an array of one object. */
    private static JsonNode error(JsonNode body) {
        return (body.isArray() ? body.path(0) : body).path("error");
    }

    private static Optional<Duration> retryDelay(JsonNode error) {
        return error.path("details")
                .valueStream()
                .flatMap(detail -> seconds(detail.path("retryDelay").asText()).stream())
                .findFirst();
    }

    /** One second is added for a fraction, which is cut off. */
    private static Optional<Duration> seconds(String text) {
        var seconds = SECONDS.matcher(text.strip());
        return seconds.matches()
                ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds.group(1)) + 1))
                : Optional.empty();
    }

    /**
     * Failure of an answer without candidates: a blocked prompt where Gemini gives a reason for it,
     * otherwise an empty answer.
     */
    static RuntimeException ofNoCandidate(JsonNode blockReason) {
        var reason = blockReason.asText("");
        return reason.isBlank() || reason.equals("BLOCK_REASON_UNSPECIFIED")
                ? new NoCandidate()
                : new BlockedPrompt(reason);
    }

    /** Covers proxies that pass an error on as the body of a 200. */
    static void throwIfRefusal(JsonNode body, String text) {
        var error = error(body);
        if (error.isObject() && !body.has("candidates")) {
            throw new Refusal(error.path("code").asInt(500), text, Optional.empty());
        }
    }

    /** An error response of Gemini, or of a proxy on the way to it. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final transient String body;
        private final transient Optional<String> retryAfter;

        Refusal(int status, String body, Optional<String> retryAfter) {
            super("HTTP " + status);
            this.status = status;
            this.body = body;
            this.retryAfter = retryAfter;
        }
    }

    /** An answer without candidates that blocks nothing. */
    static final class NoCandidate extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Gemini refuses to answer this prompt. */
    static final class BlockedPrompt extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BlockedPrompt(String reason) {
            super(reason);
        }
    }

    /** A 200 whose body is not Gemini's. */
    static final class UnreadableAnswer extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableAnswer(String reason) {
            super(reason);
        }
    }
}
