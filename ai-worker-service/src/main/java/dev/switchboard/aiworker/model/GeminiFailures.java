package dev.switchboard.aiworker.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.langchain4j.exception.HttpException;
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
    /** {@code google.rpc.RetryInfo} writes a duration as seconds: {@code 37s}, {@code 0.5s}. */
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,9})(?:\\.\\d+)?s");

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
            case HttpException answer -> refused(answer.statusCode(), answer.getMessage());
            case BlockedPrompt blocked -> failure(FailureCode.BLOCKED, blocked);
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

    private static ModelResult.Failure refused(int status, @Nullable String body) {
        var error = error(body);
        var name = error.path("status").asText("no status name");
        return new ModelResult.Failure(code(status), "HTTP " + status + " " + name, delay(error));
    }

    /** A bad key is a 400 at Gemini, an unknown model a 404. */
    private static FailureCode code(int status) {
        return switch (status) {
            case 429 -> FailureCode.RATE_LIMITED;
            case 408, 499 -> FailureCode.OVERLOADED;
            default -> status >= 500 ? FailureCode.OVERLOADED : FailureCode.CONFIGURATION;
        };
    }

    /** The body is an object, or, seen from proxies of Vertex, an array of one. */
    private static JsonNode error(@Nullable String body) {
        try {
            var root = Json.mapper().readTree(body == null ? "" : body);
            return (root.isArray() ? root.path(0) : root).path("error");
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static Optional<Duration> delay(JsonNode error) {
        for (var detail : error.path("details")) {
            var seconds = SECONDS.matcher(detail.path("retryDelay").asText());
            if (seconds.matches()) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(seconds.group(1)) + 1));
            }
        }
        return Optional.empty();
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
