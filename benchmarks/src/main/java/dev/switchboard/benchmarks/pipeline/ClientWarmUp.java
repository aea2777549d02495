package dev.switchboard.benchmarks.pipeline;

import dev.switchboard.benchmarks.load.SignedWebhook;
import dev.switchboard.benchmarks.load.WebhookClient;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Compiles the load generator's own code before the product starts, by webhooks to a server of this
 * JVM: the first customers are to show the product's cold start, not the load generator's.
 */
final class ClientWarmUp {
    private static final int WEBHOOKS = 4_000;
    private static final int CONNECTIONS = 16;
    private static final int TIMEOUT_SECONDS = 60;

    private static final Map<String, String> SETTINGS =
            Map.of(
                    "TWILIO_WHATSAPP_NUMBER", "+15550000000",
                    "TWILIO_ACCOUNT_SID", "AC0",
                    "TWILIO_AUTH_TOKEN", "warm-up",
                    "TWILIO_WEBHOOK_URL", "http://127.0.0.1/whatsapp");

    private ClientWarmUp() {}

    static void run() throws InterruptedException {
        var vertx = Vertx.vertx();
        try (var client = new WebhookClient(CONNECTIONS)) {
            var server =
                    vertx.createHttpServer()
                            .requestHandler(request -> request.response().end())
                            .listen(0, "127.0.0.1")
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            var posting = new Posting(client, server.actualPort(), CONNECTIONS);
            for (var number = 0; number < WEBHOOKS; number++) {
                posting.post(SignedWebhook.from("+1555" + number, "Hello", name -> value(name)));
            }
            posting.awaitAcknowledgements();
        } catch (ExecutionException | TimeoutException e) {
            throw new MeasurementException("the load generator's own server does not start", e);
        } finally {
            vertx.close();
        }
    }

    private static String value(String name) {
        return String.valueOf(SETTINGS.get(name));
    }
}
