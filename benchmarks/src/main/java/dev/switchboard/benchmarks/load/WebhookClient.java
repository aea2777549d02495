package dev.switchboard.benchmarks.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;

/** Posts webhooks over connections that stay open, as the providers do. */
public final class WebhookClient implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client;

    public WebhookClient(int connections) {
        client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(connections));
    }

    /** Completes with the response's status once its body has arrived too. */
    public Future<Integer> post(int port, String path, SignedWebhook webhook) {
        return client.request(HttpMethod.POST, port, "127.0.0.1", path)
                .compose(request ->
                        request.putHeader("Content-Type", "application/x-www-form-urlencoded")
                                .putHeader("X-Twilio-Signature", webhook.signature())
                                .send(webhook.body()))
                .compose(WebhookClient::status);
    }

    private static Future<Integer> status(HttpClientResponse response) {
        return response.body().map(_ -> response.statusCode());
    }

    @Override
    public void close() {
        client.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
