package dev.switchboard.languagemodel;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.time.Duration;

/**
 * HTTP client under langchain4j's clients that is its own builder, with timeouts of its own and
 * without streams.
 */
abstract class BlockingHttp implements HttpClient, HttpClientBuilder {
    private final Duration connectTimeout;
    private final Duration readTimeout;

    BlockingHttp(Duration connectTimeout, Duration readTimeout) {
        this.connectTimeout = connectTimeout;
        this.readTimeout = readTimeout;
    }

    @Override
    public final void execute(
            HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("a streaming call cannot be cancelled in time");
    }

    @Override
    public final Duration connectTimeout() {
        return connectTimeout;
    }

    /** Ignored: some of langchain4j's clients set a default of their own. */
    @Override
    public final HttpClientBuilder connectTimeout(Duration ignored) {
        return this;
    }

    @Override
    public final Duration readTimeout() {
        return readTimeout;
    }

    /** Ignored, as the connect timeout is. */
    @Override
    public final HttpClientBuilder readTimeout(Duration ignored) {
        return this;
    }

    @Override
    public final HttpClient build() {
        return this;
    }
}
