package dev.switchboard.system.webhook;

import dev.switchboard.localstack.simulator.webhook.Webhook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * Posts webhooks to an instance of the ingress of one's choice, a bounded number at once. Safe for
 * use by several threads.
 */
public final class WebhookPoster implements AutoCloseable {
    /** What a request came to that got no answer. */
    public static final int NO_ANSWER = 0;

    private static final int MOST_AT_ONCE = 64;

    /** Twilio's patience. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);

    /**
     * Waits while too many are under way, then posts.
     *
     * @param ingress the instance's address, without a slash at the end
     * @return the answer's status, or {@link #NO_ANSWER}
     */
    public CompletableFuture<Integer> post(String ingress, Webhook webhook) {
        var request =
                HttpRequest.newBuilder(addressedTo(ingress, webhook.url()))
                        .POST(BodyPublishers.ofByteArray(webhook.body().getBytes()));
        webhook.headers().forEach(request::header);
        return send(request);
    }

    /** The same for a request that is no genuine webhook. */
    public CompletableFuture<Integer> post(String ingress, HostileWebhook webhook) {
        return send(webhook.to(ingress));
    }

    /** Begins to post it and hangs up in the midst of its body. */
    public void breakOff(String ingress, HostileWebhook webhook) {
        try (var socket = connect(ingress)) {
            socket.getOutputStream().write(webhook.firstHalf());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot post to " + ingress, e);
        }
    }

    /** Connects and resets the connection without a word, as a check of its port might. */
    public void knock(String ingress) {
        try (var socket = connect(ingress)) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot connect to " + ingress, e);
        }
    }

    private static Socket connect(String ingress) throws IOException {
        var address = URI.create(ingress);
        return new Socket(address.getHost(), address.getPort());
    }

    /** Returns when nothing is under way any more. */
    public void awaitAll() {
        free.acquireUninterruptibly(MOST_AT_ONCE);
        free.release(MOST_AT_ONCE);
    }

    private CompletableFuture<Integer> send(HttpRequest.Builder request) {
        free.acquireUninterruptibly();
        return client.sendAsync(request.timeout(PATIENCE).build(), BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode)
                .exceptionally(_ -> NO_ANSWER)
                .whenComplete((_, _) -> free.release());
    }

    private static URI addressedTo(String ingress, URI signed) {
        var query = signed.getRawQuery() == null ? "" : "?" + signed.getRawQuery();
        return URI.create(ingress + signed.getRawPath() + query);
    }

    @Override
    public void close() {
        client.close();
    }
}
