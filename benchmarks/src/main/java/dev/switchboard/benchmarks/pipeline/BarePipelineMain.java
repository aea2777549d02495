package dev.switchboard.benchmarks.pipeline;

import dev.switchboard.localstack.process.ConsoleLog;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Process of the bare pipeline. The front takes webhooks and hands them on; the back asks the
 * model, writes one row, and sends the answer. Both check, parse and remember nothing.
 */
public final class BarePipelineMain {
    static final String READY = "ready";
    static final String INBOUND = "bare-inbound";
    static final String TURNS = "bare-turns";
    static final String REPLIES = "bare-replies";
    static final String TABLE =
            "CREATE TABLE IF NOT EXISTS bare_message"
                    + " (id uuid PRIMARY KEY, customer text, body text, answer text)";

    /** Loops of a hop that waits for others, each with a partition of its own. */
    static final int LOOPS = 8;

    private static final String INSERT =
            "INSERT INTO bare_message (id, customer, body, answer) VALUES (?, ?, ?, ?)";
    private static final String FROM = "From=";

    private final BareSettings settings;
    private final KafkaProducer<String, byte[]> producer;

    private BarePipelineMain(BareSettings settings) {
        this.settings = settings;
        this.producer =
                new KafkaProducer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers",
                                settings.kafka(),
                                "acks",
                                "all",
                                "linger.ms",
                                1),
                        new StringSerializer(),
                        new ByteArraySerializer());
    }

    /**
     * @param arguments {@code front} and the port to listen on, or {@code back}
     */
    public static void main(String[] arguments) throws InterruptedException, SQLException {
        ConsoleLog.warningsOnly();
        var process = new BarePipelineMain(BareSettings.from(System.getenv()));
        if (arguments[0].equals("front")) {
            process.runFront(Integer.parseInt(arguments[1]));
        } else {
            process.runBack();
        }
        System.out.println(READY);
    }

    private void runFront(int port) throws InterruptedException {
        var assigned = new CountDownLatch(1);
        new BareHop(settings, producer, assigned)
                .start(INBOUND, message -> publish(TURNS, message.key(), message.value()));
        assigned.await();
        var listening = new CountDownLatch(1);
        Vertx.vertx()
                .createHttpServer()
                .requestHandler(this::receive)
                .listen(port, "127.0.0.1")
                .onSuccess(_ -> listening.countDown());
        listening.await();
    }

    private void receive(HttpServerRequest request) {
        request.body()
                .onSuccess(body -> {
                    var _ =
                            producer.send(
                                    new ProducerRecord<>(
                                            INBOUND, customer(body.toString()), body.getBytes()),
                                    (_, failure) ->
                                            request.response()
                                                    .setStatusCode(failure == null ? 200 : 503)
                                                    .end());
                });
    }

    private void runBack() throws InterruptedException, SQLException {
        var assigned = new CountDownLatch(2 * LOOPS);
        var hop = new BareHop(settings, producer, assigned);
        var calls = new BareCalls(settings);
        for (var loop = 0; loop < LOOPS; loop++) {
            var insert =
                    DriverManager.getConnection(
                                    settings.databaseUrl(),
                                    DatabaseConnection.USER,
                                    settings.databasePassword())
                            .prepareStatement(INSERT);
            hop.start(
                    TURNS,
                    turn -> {
                        var answer = calls.model("Where is my order?");
                        insert(insert, turn, answer);
                        publish(REPLIES, turn.key(), answer);
                    });
            hop.start(REPLIES, reply -> calls.send(reply.key(), "Your order is on its way."));
        }
        assigned.await();
    }

    private static void insert(
            PreparedStatement insert, ConsumerRecord<String, byte[]> turn, byte[] answer)
            throws SQLException {
        insert.setObject(1, UUID.randomUUID());
        insert.setString(2, turn.key());
        insert.setString(3, new String(turn.value(), StandardCharsets.UTF_8));
        insert.setString(4, new String(answer, StandardCharsets.UTF_8));
        insert.executeUpdate();
    }

    private void publish(String topic, String key, byte[] value) {
        var _ = producer.send(new ProducerRecord<>(topic, key, value));
    }

    /** Sender in the form of a webhook. */
    static String customer(String form) {
        var begin = form.startsWith(FROM) ? 0 : form.indexOf("&" + FROM) + 1;
        var end = form.indexOf('&', begin);
        return URLDecoder.decode(
                form.substring(begin + FROM.length(), end < 0 ? form.length() : end),
                StandardCharsets.UTF_8);
    }
}
