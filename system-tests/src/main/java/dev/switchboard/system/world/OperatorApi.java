package dev.switchboard.system.world;

import dev.switchboard.localstack.http.JsonClient;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** What a person of the business asks for over REST. Safe for use by several threads. */
public final class OperatorApi {
    private static final int NO_ANSWER = 0;

    private final JsonClient http;
    private final InstantSource clock;

    OperatorApi(JsonClient http, InstantSource clock) {
        this.http = http;
        this.clock = clock;
    }

    public Handover takeover(CustomerLine customer) {
        return handover("/api/v1/takeover", naming(customer));
    }

    /**
     * @param answerPending whether the AI is to answer what the customer wrote in the meantime
     */
    public Handover handback(CustomerLine customer, boolean answerPending) {
        var body = naming(customer);
        body.put("answer_pending", answerPending);
        return handover("/api/v1/handback", body);
    }

    /** Writes to the customer as an operator; an answer without status is {@code 0}. */
    public JsonClient.Answer message(CustomerLine customer, String text) {
        var body = naming(customer);
        body.put("message", text);
        return orNone(() -> http.post("/api/v1/operator-message", body));
    }

    /** Any path with its query, such as {@code /api/v1/conversations}; status 0: no answer. */
    public JsonClient.Answer get(String path) {
        return orNone(() -> http.get(path));
    }

    public JsonClient.Answer post(String path, Object body) {
        return orNone(() -> http.post(path, body));
    }

    private Handover handover(String path, Map<String, Object> body) {
        var asked = clock.instant();
        var answer = orNone(() -> http.post(path, body));
        return new Handover(asked, clock.instant(), answer.status());
    }

    private static Map<String, Object> naming(CustomerLine customer) {
        var body = new HashMap<String, Object>();
        body.put("phone", customer.phone());
        body.put("channel", customer.channel().wireName());
        return body;
    }

    private static JsonClient.Answer orNone(Call call) {
        try {
            return call.answer();
        } catch (UncheckedIOException gone) {
            return new JsonClient.Answer(NO_ANSWER, "{}");
        }
    }

    private interface Call {
        JsonClient.Answer answer();
    }
}
