package dev.switchboard.outbound.provider;

import dev.switchboard.chassis.http.WholeAnswer;
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
 * Pooled connections to the providers. One call is one request: it follows no redirect and repeats
 * nothing, because a message sent twice cannot be taken back.
 */
@ApplicationScoped
public class ProviderHttp {
    /** The JDK's client refuses a timeout of zero. */
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);

    /** Far more than any answer to a send; one that is longer counts as lost. */
    private static final long LONGEST_ANSWER = 1 << 20;

    /** A thousand listed messages, with every character of their texts escaped. */
    private static final long LONGEST_LIST = 16 << 20;

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
     * Posts {@code body}, if the permit still holds once the server is connected, and waits for the
     * answer, of at most 1 MB, until its deadline.
     *
     * @throws InterruptedException only where no byte of the body was sent
     */
    public Exchange post(HttpRequest.Builder request, String body, Permit permit)
            throws InterruptedException {
        var once = new BodyOnce(body.getBytes(StandardCharsets.UTF_8), permit);
        try {
            return answer(request.POST(once), LONGEST_ANSWER, permit.deadline(), once::handOver);
        } catch (IOException e) {
            return failed(once, e);
        } catch (InterruptedException e) {
            return interrupted(once, e);
        }
    }

    /**
     * Gets at most 16 MB; asking twice does no harm, so that every failure is {@link
     * Exchange.NotSent}.
     */
    public Exchange get(HttpRequest.Builder request, Deadline deadline)
            throws InterruptedException {
        try {
            return answer(request.GET(), LONGEST_LIST, deadline, (_, _) -> {});
        } catch (IOException e) {
            return new Exchange.NotSent(describe(e));
        }
    }

    private Exchange answer(
            HttpRequest.Builder request,
            long longest,
            Deadline deadline,
            WholeAnswer.Meanwhile meanwhile)
            throws IOException, InterruptedException {
        var left = deadline.remaining();
        var timeout = left.compareTo(SHORTEST_TIMEOUT) < 0 ? SHORTEST_TIMEOUT : left;
        var response =
                WholeAnswer.to(
                        request.timeout(timeout).build(),
                        client,
                        BodyHandlers.limiting(
                                BodyHandlers.ofString(StandardCharsets.UTF_8), longest),
                        meanwhile);
        return new Exchange.Answered(response.statusCode(), response.body());
    }

    private static Exchange failed(BodyOnce body, IOException failure) {
        var why = describe(failure);
        return body.withdraw() ? new Exchange.NotSent(why) : new Exchange.Lost(why);
    }

    private static Exchange interrupted(BodyOnce body, InterruptedException interrupt)
            throws InterruptedException {
        if (body.withdraw()) {
            throw interrupt;
        }
        Thread.currentThread().interrupt();
        return new Exchange.Lost("interrupted while waiting for the answer");
    }

    private static String describe(IOException failure) {
        var message = failure.getMessage();
        var kind = failure.getClass().getSimpleName();
        return message == null ? kind : kind + ": " + message;
    }
}
