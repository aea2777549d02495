package dev.switchboard.system.world;

import dev.switchboard.localstack.http.JsonClient;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Client of the operator API. Safe for use by several threads. */
public final class OperatorClient {
    private static final int NO_RESPONSE = 0;

    private final JsonClient http;
    private final InstantSource clock;

    OperatorClient(JsonClient http, InstantSource clock) {
        this.http = http;
        this.clock = clock;
    }

    public OwnershipCall takeover(CustomerPhone customer) {
        return changeOwnership("/api/v1/takeover", bodyFor(customer));
    }

    /**
     * @param answerPending whether the AI is to answer what the customer wrote in the meantime
     */
    public OwnershipCall handback(CustomerPhone customer, boolean answerPending) {
        var body = bodyFor(customer);
        body.put("answer_pending", answerPending);
        return changeOwnership("/api/v1/handback", body);
    }

    /** Writes to the customer as an operator; status 0: no response. */
    public JsonClient.Response message(CustomerPhone customer, String text) {
        var body = bodyFor(customer);
        body.put("message", text);
        return orNoResponse(() -> http.post("/api/v1/operator-message", body));
    }

    /** Any path with its query, such as {@code /api/v1/conversations}; status 0: no response. */
    public JsonClient.Response get(String path) {
        return orNoResponse(() -> http.get(path));
    }

    public JsonClient.Response post(String path, Object body) {
        return orNoResponse(() -> http.post(path, body));
    }

    private OwnershipCall changeOwnership(String path, Map<String, Object> body) {
        var requestedAt = clock.instant();
        var response = orNoResponse(() -> http.post(path, body));
        return new OwnershipCall(requestedAt, clock.instant(), response.status());
    }

    private static Map<String, Object> bodyFor(CustomerPhone customer) {
        var body = new HashMap<String, Object>();
        body.put("phone", customer.number());
        body.put("channel", customer.channel().wireName());
        return body;
    }

    private static JsonClient.Response orNoResponse(Call call) {
        try {
            return call.response();
        } catch (UncheckedIOException gone) {
            return new JsonClient.Response(NO_RESPONSE, "{}");
        }
    }

    private interface Call {
        JsonClient.Response response();
    }
}
