package dev.switchboard.localstack.simulator.gemini;

import dev.switchboard.localstack.simulator.input.Fields;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayDeque;

/** What the model does: the next calls by a script of their own each, then all by the usual one. */
final class ModelScripts {
    private static final String[] OF_A_CALL = {
        "reply", "echo", "latency", "tokensPerSecond", "status", "finishReason", "blockReason"
    };

    private final ArrayDeque<ModelScript> next = new ArrayDeque<>();
    private ModelScript usual = ModelScript.FREE;

    void route(Router router) {
        router.post("/sim/model").handler(this::change);
        router.get("/sim/model").handler(context -> context.json(toJson()));
    }

    ModelScript forNextCall() {
        var script = next.pollFirst();
        return script == null ? usual : script;
    }

    void clear() {
        next.clear();
        usual = ModelScript.FREE;
    }

    private void change(RoutingContext context) {
        var fields = Fields.of(context);
        fields.only(
                "reply",
                "echo",
                "latency",
                "tokensPerSecond",
                "status",
                "finishReason",
                "blockReason",
                "calls");
        var changed = fields.json().isEmpty() ? ModelScript.FREE : ModelScript.read(fields, usual);
        var calls =
                fields.objects("calls").stream()
                        .map(it -> ModelScript.read(it.only(OF_A_CALL), changed))
                        .toList();
        usual = changed;
        if (fields.has("calls") || fields.json().isEmpty()) {
            next.clear();
            next.addAll(calls);
        }
        context.json(toJson());
    }

    private JsonObject toJson() {
        var calls = new JsonArray();
        next.forEach(it -> calls.add(it.toJson()));
        return usual.toJson().put("calls", calls);
    }
}
