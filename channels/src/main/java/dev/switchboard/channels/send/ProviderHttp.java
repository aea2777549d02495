package dev.switchboard.channels.send;

import dev.switchboard.chassis.http.HttpCalls;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;

/**
 * HTTP client of the providers, with pooled connections. One call is one request: it follows no
 * redirect and retries nothing, because a message sent twice cannot be taken back.
 */
@ApplicationScoped
public class ProviderHttp {
    /** The JDK's client refuses a timeout of zero. */
    private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);

    /** Far more than any response to a send; a longer one counts as lost. */
    private static final long MAX_RESPONSE_BYTES = 1 << 20;

    /** A thousand listed messages, with every character of their texts escaped. */
    private static final long MAX_LIST_BYTES = 16 << 20;

    private final HttpClient client;

    public ProviderHttp(SendSettings settings) {
        client =
                HttpClient.newBuilder()
                        .version(Version.HTTP_1_1)
                        .followRedirects(Redirect.NEVER)
                        .connectTimeout(settings.connectTimeout())
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
    }

    /**
     * Posts {@code body}, if the permit is still valid once the server is connected, and waits for
     * the response, of at most 1 MB, until the permit's deadline.
     *
     * @throws InterruptedException only where no byte of the body was sent
     */
    public HttpResult post(HttpRequest.Builder request, String body, Permit permit)
            throws InterruptedException {
        var singleUse = new SingleUseBody(body.getBytes(StandardCharsets.UTF_8), permit);
        try {
            return send(
                    request.POST(singleUse),
                    MAX_RESPONSE_BYTES,
                    permit.deadline(),
                    singleUse::handOver);
        } catch (IOException e) {
            return failed(singleUse, e);
        } catch (InterruptedException e) {
            return interrupted(singleUse, e);
        }
    }

    /**
     * Gets at most 16 MB; a repeated GET does no harm, so that every failure is {@link
     * HttpResult.NotSent}.
     */
    public HttpResult get(HttpRequest.Builder request, Deadline deadline)
            throws InterruptedException {
        try {
            return send(request.GET(), MAX_LIST_BYTES, deadline, (_, _) -> {});
        } catch (IOException e) {
            return new HttpResult.NotSent(describe(e));
        }
    }

    private HttpResult send(
            HttpRequest.Builder request,
            long maxBytes,
            Deadline deadline,
            HttpCalls.Meanwhile meanwhile)
            throws IOException, InterruptedException {
        var remaining = deadline.remaining();
        var timeout = remaining.compareTo(MIN_TIMEOUT) < 0 ? MIN_TIMEOUT : remaining;
        var response =
                HttpCalls.sendWithDeadline(
                        request.timeout(timeout).build(),
                        client,
                        BodyHandlers.limiting(
                                BodyHandlers.ofString(StandardCharsets.UTF_8), maxBytes),
                        meanwhile);
        return new HttpResult.Answered(response.statusCode(), response.body());
    }

    private static HttpResult failed(SingleUseBody body, IOException failure) {
        var reason = describe(failure);
        return body.withdraw() ? new HttpResult.NotSent(reason) : new HttpResult.Lost(reason);
    }

    private static HttpResult interrupted(SingleUseBody body, InterruptedException interrupt)
            throws InterruptedException {
        if (body.withdraw()) {
            throw interrupt;
        }
        Thread.currentThread().interrupt();
        return new HttpResult.Lost("interrupted while waiting for the answer");
    }

    private static String describe(IOException failure) {
        var message = failure.getMessage();
        var kind = failure.getClass().getSimpleName();
        return message == null ? kind : kind + ": " + message;
    }
}
