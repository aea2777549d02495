package dev.switchboard.simulator.fault;

import dev.switchboard.simulator.input.Fields;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumMap;
import java.util.Map;

/** Active faults of the providers, until they are changed. */
public final class Faults {
    private final Map<FaultTarget, FaultRates> plans = new EnumMap<>(FaultTarget.class);

    public Faults() {
        clear();
    }

    public void route(Router router) {
        router.put("/sim/faults").handler(this::change);
        router.get("/sim/faults").handler(context -> context.json(toJson()));
        router.delete("/sim/faults")
                .handler(context -> {
                    clear();
                    context.json(toJson());
                });
    }

    public FaultDecision next(FaultTarget provider) {
        return plans.getOrDefault(provider, FaultRates.none()).next();
    }

    public void clear() {
        for (FaultTarget provider : FaultTarget.values()) {
            plans.put(provider, FaultRates.none());
        }
    }

    /** Replaces the plans of the providers that are named; an empty object ends all faults. */
    private void change(RoutingContext context) {
        var fields = Fields.of(context).only("twilio", "meta", "model");
        var changed = new EnumMap<FaultTarget, FaultRates>(FaultTarget.class);
        for (FaultTarget provider : FaultTarget.values()) {
            if (fields.has(provider.wireName()) || fields.json().isEmpty()) {
                changed.put(provider, plan(fields, provider));
            }
        }
        plans.putAll(changed);
        context.json(toJson());
    }

    private static FaultRates plan(Fields fields, FaultTarget provider) {
        return fields.object(provider.wireName()).map(FaultRates::read).orElseGet(FaultRates::none);
    }

    private JsonObject toJson() {
        var answer = new JsonObject();
        plans.forEach((provider, plan) -> answer.put(provider.wireName(), plan.toJson()));
        return answer;
    }
}
