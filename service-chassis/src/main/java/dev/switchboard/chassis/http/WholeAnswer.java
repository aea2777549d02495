package dev.switchboard.chassis.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Answers that have come whole in time. The JDK's own timeout ends with an answer's head
 * (JDK-8208693): whoever stalls in the midst of the body would be waited for without end.
 */
public final class WholeAnswer {
    private WholeAnswer() {}

    /** Something that the caller does on its own thread after a request was begun. */
    @FunctionalInterface
    public interface Meanwhile {

        /**
         * @param wait how long the answer is waited for from now on
         */
        void run(CompletableFuture<?> answer, Duration wait) throws InterruptedException;
    }

    /**
     * Sends the request and waits for all of its answer, as long as the request's timeout allows.
     *
     * @throws HttpTimeoutException when it has not come whole by then; the connection is closed
     */
    public static <T> HttpResponse<T> to(
            HttpRequest request, HttpClient client, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return to(request, client, handler, (_, _) -> {});
    }

    /**
     * As {@link #to(HttpRequest, HttpClient, BodyHandler)}.
     *
     * @param meanwhile done before the answer is waited for
     */
    public static <T> HttpResponse<T> to(
            HttpRequest request, HttpClient client, BodyHandler<T> handler, Meanwhile meanwhile)
            throws IOException, InterruptedException {
        var patience = request.timeout().orElseThrow();
        var end = System.nanoTime() + patience.toNanos();
        var answer = client.sendAsync(request, handler);
        try {
            meanwhile.run(answer, patience);
            return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw new HttpTimeoutException("no whole answer within " + patience);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure
                    ? failure
                    : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }
}
