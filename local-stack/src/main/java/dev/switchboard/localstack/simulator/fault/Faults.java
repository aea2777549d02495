package dev.switchboard.localstack.simulator.fault;

import dev.switchboard.localstack.simulator.input.Fields;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumMap;
import java.util.Map;

/** The faults in force, until they are changed. */
public final class Faults {
    private final Map<Provider, FaultPlan> plans = new EnumMap<>(Provider.class);

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

    public Fate next(Provider provider) {
        return plans.getOrDefault(provider, FaultPlan.none()).next();
    }

    public void clear() {
        for (Provider provider : Provider.values()) {
            plans.put(provider, FaultPlan.none());
        }
    }

    /** Replaces the plans of the providers that are named; an empty object ends all faults. */
    private void change(RoutingContext context) {
        var fields = Fields.of(context).only("twilio", "meta", "model");
        var changed = new EnumMap<Provider, FaultPlan>(Provider.class);
        for (Provider provider : Provider.values()) {
            if (fields.has(provider.wire()) || fields.json().isEmpty()) {
                changed.put(provider, plan(fields, provider));
            }
        }
        plans.putAll(changed);
        context.json(toJson());
    }

    private static FaultPlan plan(Fields fields, Provider provider) {
        return fields.object(provider.wire()).map(FaultPlan::read).orElseGet(FaultPlan::none);
    }

    private JsonObject toJson() {
        var answer = new JsonObject();
        plans.forEach((provider, plan) -> answer.put(provider.wire(), plan.toJson()));
        return answer;
    }
}
