package dev.switchboard.benchmarks;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Reference for the ingress bench: a Vert.x handler that reads a body, sends it to Kafka (acks=all)
 * and responds once Kafka has it. It checks and parses nothing.
 */
public final class BareHandlerMain {
    private BareHandlerMain() {}

    /**
     * @param arguments the port to listen on, and Kafka's address
     */
    public static void main(String[] arguments) {
        var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers", arguments[1], "acks", "all", "linger.ms", 1),
                        new StringSerializer(),
                        new ByteArraySerializer());
        producer.partitionsFor("inbound");
        Vertx.vertx()
                .createHttpServer()
                .requestHandler(request -> handle(request, producer))
                .listen(Integer.parseInt(arguments[0]), "127.0.0.1")
                .onSuccess(_ -> System.out.println("listening"));
    }

    private static void handle(HttpServerRequest request, KafkaProducer<String, byte[]> producer) {
        request.body()
                .onSuccess(body -> {
                    var _ =
                            producer.send(
                                    new ProducerRecord<>(
                                            "webhook-log",
                                            request.remoteAddress().toString(),
                                            body.getBytes()),
                                    (_, failure) ->
                                            request.response()
                                                    .setStatusCode(failure == null ? 200 : 503)
                                                    .end());
                });
    }
}
