package dev.switchboard.simulator.model;

import dev.switchboard.simulator.input.Fields;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayDeque;
import java.util.stream.Stream;

/** Scripts of the model: one for each of the next calls, then the default for all. */
final class ModelScripts {
    private static final String[] CALL_FIELDS = ModelScript.FIELDS.toArray(String[]::new);
    private static final String[] FIELDS =
            Stream.concat(ModelScript.FIELDS.stream(), Stream.of("calls")).toArray(String[]::new);

    private final ArrayDeque<ModelScript> next = new ArrayDeque<>();
    private ModelScript defaultScript = ModelScript.UNSCRIPTED;

    void route(Router router) {
        router.post("/sim/model").handler(this::change);
        router.get("/sim/model").handler(context -> context.json(toJson()));
    }

    ModelScript forNextCall() {
        var script = next.pollFirst();
        return script == null ? defaultScript : script;
    }

    void clear() {
        next.clear();
        defaultScript = ModelScript.UNSCRIPTED;
    }

    private void change(RoutingContext context) {
        var fields = Fields.of(context);
        fields.only(FIELDS);
        var changed =
                fields.json().isEmpty()
                        ? ModelScript.UNSCRIPTED
                        : ModelScript.read(fields, defaultScript);
        var calls =
                fields.objects("calls").stream()
                        .map(it -> ModelScript.read(it.only(CALL_FIELDS), changed))
                        .toList();
        defaultScript = changed;
        if (fields.has("calls") || fields.json().isEmpty()) {
            next.clear();
            next.addAll(calls);
        }
        context.json(toJson());
    }

    private JsonObject toJson() {
        var calls = new JsonArray();
        next.forEach(it -> calls.add(it.toJson()));
        return defaultScript.toJson().put("calls", calls);
    }
}
