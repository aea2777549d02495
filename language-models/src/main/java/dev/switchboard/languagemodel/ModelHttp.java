package dev.switchboard.languagemodel;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.switchboard.chassis.http.HttpCalls;
import dev.switchboard.languagemodel.ModelResult.Failure;
import dev.switchboard.languagemodel.ModelResult.Usage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/**
 * HTTP exchange with a model provider, under langchain4j's client of any provider: with a deadline
 * for the whole response, a size limit, and every failure as a {@link CallFailedException}. Each
 * call in flight has an HTTP/1.1 connection of its own, so that cancelling it closes that
 * connection and nothing else.
 */
final class ModelHttp extends BlockingHttp {
    /** Hundreds of times a model's maximum answer; a thousand calls may be in flight at once. */
    static final int MAX_RESPONSE_BYTES = 4 * 1024 * 1024;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** Message of {@link BodyHandlers#limiting}, whose exception has no type of its own. */
    private static final String TOO_LONG = "body exceeds capacity";

    /** Receives the usage of a thread's call past langchain4j, which has no place for it. */
    private static final ScopedValue<AtomicReference<Usage>> USAGE = ScopedValue.newInstance();

    private final java.net.http.HttpClient http;
    private final WireFormat format;

    ModelHttp(Duration timeout, WireFormat format) {
        super(CONNECT_TIMEOUT, timeout);
        http =
                java.net.http.HttpClient.newBuilder()
                        .version(java.net.http.HttpClient.Version.HTTP_1_1)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .connectTimeout(CONNECT_TIMEOUT)
                        .build();
        this.format = format;
    }

    /** Wire format of one provider. */
    interface WireFormat {

        /**
         * Reads the body of a successful response.
         *
         * @throws CallFailedException when there is no answer in it
         */
        Reading read(String body);

        /** The body of a successful response in the form that langchain4j can read. */
        default String normalized(String body) {
            return read(body).body();
        }

        /** Failure that an error response means. */
        Failure failure(int status, String body);
    }

    /**
     * Response that was read.
     *
     * @param body in the form that langchain4j can read, with nothing in it that it fails on
     * @param usage as it stands in the raw body, much of which langchain4j drops
     */
    record Reading(String body, Usage usage) {}

    /** Response of a call through langchain4j, with the usage in its raw body. */
    record Exchange(ChatResponse response, Usage usage) {}

    /** Calls a model whose client has a {@link ModelHttp} under it; that is on the same thread. */
    static Exchange exchange(ChatModel chat, ChatRequest request) {
        var usage = new AtomicReference<>(Usage.NONE);
        var response = ScopedValue.where(USAGE, usage).call(() -> chat.chat(request));
        return new Exchange(response, usage.get());
    }

    /** Carries a call's failure through langchain4j. */
    static final class CallFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Failure failure;

        CallFailedException(Failure failure) {
            super(failure.detail());
            this.failure = failure;
        }
    }

    /** The failure that langchain4j has wrapped; any other exception is a bug, thrown on. */
    static Failure failureOf(RuntimeException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CallFailedException failed) {
                return failed.failure;
            }
        }
        throw thrown;
    }

    /** An interrupt cancels the request; it is still set when this throws. */
    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        var response = sendOrCancel(toJdk(request));
        if (response.statusCode() / 100 != 2) {
            throw refused(response);
        }
        var reading = format.read(response.body());
        if (USAGE.isBound()) {
            USAGE.get().set(reading.usage());
        }
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .body(reading.body())
                .build();
    }

    private HttpResponse<String> sendOrCancel(java.net.http.HttpRequest request) {
        try {
            return send(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the call was cancelled", e);
        }
    }

    /**
     * Sends a request that has a timeout; an interrupt cancels it.
     *
     * @throws CallFailedException without a whole response
     */
    HttpResponse<String> send(java.net.http.HttpRequest request) throws InterruptedException {
        try {
            return HttpCalls.sendWithDeadline(
                    request,
                    http,
                    BodyHandlers.limiting(BodyHandlers.ofString(UTF_8), MAX_RESPONSE_BYTES));
        } catch (IOException e) {
            throw new CallFailedException(
                    Failure.of(code(e), e.getClass().getSimpleName() + ": " + e.getMessage()));
        }
    }

    private static FailureCode code(IOException thrown) {
        return switch (thrown) {
            case HttpConnectTimeoutException _ -> FailureCode.UNREACHABLE;
            case HttpTimeoutException _ -> FailureCode.TIMEOUT;
            default ->
                    String.valueOf(thrown.getMessage()).startsWith(TOO_LONG)
                            ? FailureCode.UNREADABLE
                            : FailureCode.UNREACHABLE;
        };
    }

    /** The failure that an error response is. */
    CallFailedException refused(HttpResponse<String> response) {
        var failure = format.failure(response.statusCode(), response.body());
        var retryAfter =
                failure.retryAfter().or(() -> RetryAfter.in(response.headers(), Instant.now()));
        return new CallFailedException(new Failure(failure.code(), failure.detail(), retryAfter));
    }

    /** Code of an error response, as most providers use HTTP's statuses. */
    static FailureCode code(int status) {
        return switch (status) {
            case 401, 402, 403 -> FailureCode.ACCOUNT_REFUSED;
            case 429 -> FailureCode.RATE_LIMITED;
            case 408, 409, 499 -> FailureCode.OVERLOADED;
            default -> status >= 500 ? FailureCode.OVERLOADED : FailureCode.CONFIGURATION;
        };
    }

    private java.net.http.HttpRequest toJdk(HttpRequest request) {
        var builder =
                java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                        .timeout(readTimeout())
                        .method(request.method().name(), BodyPublishers.ofString(request.body()));
        request.headers()
                .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return builder.build();
    }
}
