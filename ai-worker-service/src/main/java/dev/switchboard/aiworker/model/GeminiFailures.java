package dev.switchboard.aiworker.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.switchboard.model.wire.Json;
import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells what langchain4j's exceptions mean at Gemini; anything else is a bug and stays one. */
final class GeminiFailures {
    /**
     * {@code google.rpc.RetryInfo} writes a duration as seconds: {@code 37s}, {@code 0.5s}; a
     * {@code Retry-After} as seconds without a unit.
     */
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,9})(?:\\.\\d+)?s?");

    private GeminiFailures() {}

    static ModelResult.Failure of(RuntimeException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            var known = known(cause);
            if (known != null) {
                return known;
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
                delay(error).or(() -> refusal.retryAfter.flatMap(GeminiFailures::seconds)));
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

    /** The body is an object, or, seen from proxies of Vertex, an array of one. */
    private static JsonNode error(JsonNode body) {
        return (body.isArray() ? body.path(0) : body).path("error");
    }

    private static Optional<Duration> delay(JsonNode error) {
        return error.path("details")
                .valueStream()
                .flatMap(detail -> seconds(detail.path("retryDelay").asText()).stream())
                .findFirst();
    }

    private static Optional<Duration> seconds(String written) {
        var seconds = SECONDS.matcher(written.strip());
        return seconds.matches()
                ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds.group(1)) + 1))
                : Optional.empty();
    }

    /**
     * What an answer without candidates means: a refusal of the prompt where it gives a reason for
     * one, otherwise nothing.
     */
    static RuntimeException ofNoCandidate(JsonNode blockReason) {
        var reason = blockReason.asText("");
        return reason.isBlank() || reason.equals("BLOCK_REASON_UNSPECIFIED")
                ? new NoCandidate()
                : new BlockedPrompt(reason);
    }

    /** Proxies hand an error on as the body of a 200, too. */
    static void throwIfRefusal(JsonNode body, String written) {
        var error = error(body);
        if (error.isObject() && !body.has("candidates")) {
            throw new Refusal(error.path("code").asInt(500), written, Optional.empty());
        }
    }

    /** An error of Gemini's, or of something on the way to it. */
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

    /** Nothing was answered, and nothing refused. */
    static final class NoCandidate extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Gemini does not answer this prompt. */
    static final class BlockedPrompt extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BlockedPrompt(String reason) {
            super(reason);
        }
    }

    /** A 200 whose body is not Gemini's. */
    static final class UnreadableAnswer extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableAnswer(String what) {
            super(what);
        }
    }
}
