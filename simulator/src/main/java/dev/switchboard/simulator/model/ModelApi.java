package dev.switchboard.simulator.model;

import dev.switchboard.simulator.fault.FaultDecision;
import dev.switchboard.simulator.fault.FaultTarget;
import dev.switchboard.simulator.fault.Faults;
import dev.switchboard.simulator.input.RecordPage;
import dev.switchboard.simulator.record.Arrival;
import dev.switchboard.simulator.record.BoundedLog;
import dev.switchboard.simulator.record.NanoClock;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** Model calls of every provider's form, answered by {@link Answerer} or a script. */
public final class ModelApi {
    private static final int MAX_CALLS = 10_000;
    private static final long MAX_CHARACTERS = 50_000_000;

    private final String apiKey;
    private final Faults faults;
    private final NanoClock clock;
    private final List<ProviderWire> providers;
    private final ModelScripts scripts = new ModelScripts();
    private final Answerer answerer = new Answerer();
    private final BoundedLog<RecordedModelCall> calls = new BoundedLog<>(MAX_CALLS, MAX_CHARACTERS);

    /** Accepts this key, or any when it is empty. */
    public ModelApi(String apiKey, Faults faults, NanoClock clock) {
        this.apiKey = apiKey;
        this.faults = faults;
        this.clock = clock;
        providers =
                List.of(
                        new GeminiWire(),
                        new OpenAiWire(),
                        new AnthropicWire(),
                        new OllamaWire(),
                        new AskYourDatabaseWire(apiKey));
    }

    public void route(Router router) {
        scripts.route(router);
        router.get("/sim/model/calls").handler(context -> context.json(calls(context)));
        for (ProviderWire wire : providers) {
            wire.route(router, context -> handle(wire, context));
        }
    }

    /** Number of calls since the start or the last reset. */
    public long callCount() {
        return calls.last();
    }

    public void clear() {
        calls.clear();
        scripts.clear();
        providers.forEach(ProviderWire::clear);
    }

    private JsonArray calls(RoutingContext context) {
        var page = RecordPage.of(context);
        return calls.after(page.after(), page.limit());
    }

    private void handle(ProviderWire wire, RoutingContext context) {
        var body = Optional.ofNullable(context.body().asString()).orElse("");
        var json = RecordedModelCall.parsed(body) instanceof JsonObject object ? object : null;
        var request = json == null ? new JsonObject() : json;
        var model = wire.model(context, request);
        var call =
                calls.add(
                        new RecordedModelCall(
                                model, wire.isStreamed(context), body, Arrival.of(context)));
        var decision = faults.next(FaultTarget.MODEL);
        var exchange = new ModelExchange(context, call, clock, decision.dropped());
        var error =
                wire.keyRefusal(context, apiKey)
                        .or(() ->
                                json == null
                                        ? Optional.of(wire.error(400, null))
                                        : wire.formRefusal(json));
        if (error.isPresent()) {
            exchange.fail(error.get(), decision.latency(), ScriptedResponse.USUAL);
        } else {
            generate(wire, exchange, decision, model, request, calls.last());
        }
    }

    private void generate(
            ProviderWire wire,
            ModelExchange exchange,
            FaultDecision decision,
            String model,
            JsonObject request,
            long number) {
        var script = scripts.forNextCall();
        var latency = decision.latency().plus(script.latency());
        var fault =
                decision.status()
                        .or(script::status)
                        .map(it -> wire.error(it, script.response().errorCode().orElse(null)));
        if (fault.isPresent()) {
            exchange.fail(fault.get(), latency, script.response());
            return;
        }
        var generation = Generation.of(wire, model, wire.prompt(request), script, answerer, number);
        if (exchange.isStreamed(wire)) {
            exchange.stream(generation, exchange.streamed(wire, generation), latency, script);
        } else {
            exchange.answer(
                    generation,
                    wire.answer(generation),
                    decision.latency().plus(script.durationOf(generation.tokens())),
                    script.response());
        }
    }
}
