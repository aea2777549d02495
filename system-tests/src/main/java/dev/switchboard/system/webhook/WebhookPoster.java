package dev.switchboard.system.webhook;

import dev.switchboard.simulator.webhook.Webhook;
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
 * Posts webhooks to a given instance of the ingress, with a bounded number in flight. Safe for use
 * by several threads.
 */
public final class WebhookPoster implements AutoCloseable {
    /** Status of a request without a response. */
    public static final int NO_RESPONSE = 0;

    private static final int MAX_IN_FLIGHT = 64;

    /** Timeout that Twilio uses. */
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Semaphore permits = new Semaphore(MAX_IN_FLIGHT);

    /**
     * Waits while too many are in flight, then posts.
     *
     * @param ingress the instance's address, without a slash at the end
     * @return the response's status, or {@link #NO_RESPONSE}
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

    /** Begins to post it and closes the connection in the middle of the body. */
    public void breakOff(String ingress, HostileWebhook webhook) {
        try (var socket = connect(ingress)) {
            socket.getOutputStream().write(webhook.firstHalf());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot post to " + ingress, e);
        }
    }

    /** Connects and resets the connection without sending anything, as a port check might. */
    public void connectAndReset(String ingress) {
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

    /** Returns when nothing is in flight any more. */
    public void awaitAll() {
        permits.acquireUninterruptibly(MAX_IN_FLIGHT);
        permits.release(MAX_IN_FLIGHT);
    }

    private CompletableFuture<Integer> send(HttpRequest.Builder request) {
        permits.acquireUninterruptibly();
        return client.sendAsync(request.timeout(TIMEOUT).build(), BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode)
                .exceptionally(_ -> NO_RESPONSE)
                .whenComplete((_, _) -> permits.release());
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
