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
 * HTTP calls with a deadline for the whole response. The JDK's own timeout ends with the response's
 * headers (JDK-8208693): a server that stalls in the body would be waited for without end.
 */
public final class HttpCalls {
    private HttpCalls() {}

    /** Work that the caller does on its own thread after the request was begun. */
    @FunctionalInterface
    public interface Meanwhile {

        /**
         * @param timeout time for which the response is awaited from now on
         */
        void run(CompletableFuture<?> response, Duration timeout) throws InterruptedException;
    }

    /**
     * Sends the request and waits for the whole response within the request's timeout.
     *
     * @throws HttpTimeoutException when the response is not complete by then; the connection is
     *     closed
     */
    public static <T> HttpResponse<T> sendWithDeadline(
            HttpRequest request, HttpClient client, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return sendWithDeadline(request, client, handler, (_, _) -> {});
    }

    /**
     * Same as {@link #sendWithDeadline(HttpRequest, HttpClient, BodyHandler)}.
     *
     * @param meanwhile runs before the response is awaited
     */
    public static <T> HttpResponse<T> sendWithDeadline(
            HttpRequest request, HttpClient client, BodyHandler<T> handler, Meanwhile meanwhile)
            throws IOException, InterruptedException {
        var timeout = request.timeout().orElseThrow();
        var deadline = System.nanoTime() + timeout.toNanos();
        var response = client.sendAsync(request, handler);
        try {
            meanwhile.run(response, timeout);
            return response.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw new HttpTimeoutException("no whole answer within " + timeout);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure
                    ? failure
                    : new IOException(e.getCause());
        } finally {
            response.cancel(true);
        }
    }
}
