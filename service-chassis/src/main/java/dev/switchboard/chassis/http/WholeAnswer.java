package dev.switchboard.chassis.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Answers that have come whole in time. The JDK's own timeout ends with an answer's head
 * (JDK-8208693): whoever stalls in the midst of the body would be waited for without end.
 */
public final class WholeAnswer {
    private WholeAnswer() {}

    /**
     * Sends the request and waits for all of its answer, as long as the request's timeout allows.
     *
     * @throws HttpTimeoutException when it has not come whole by then; the connection is closed
     */
    public static <T> HttpResponse<T> to(
            HttpRequest request, HttpClient client, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        var patience = request.timeout().orElseThrow();
        var answer = client.sendAsync(request, handler);
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
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
