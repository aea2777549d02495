package dev.switchboard.simulator.gemini;

import dev.switchboard.simulator.fault.FaultDecision;
import dev.switchboard.simulator.fault.FaultTarget;
import dev.switchboard.simulator.fault.Faults;
import dev.switchboard.simulator.input.RecordPage;
import dev.switchboard.simulator.input.Route;
import dev.switchboard.simulator.record.Arrival;
import dev.switchboard.simulator.record.BoundedLog;
import dev.switchboard.simulator.record.NanoClock;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Gemini's generateContent and streamGenerateContent, answered by {@link Answerer} or a script. */
public final class GeminiApi {
    private static final String MODEL = "/v1(?:beta)?/models/(?<model>[^/:]+):";
    private static final int MAX_CALLS = 10_000;
    private static final long MAX_CHARACTERS = 50_000_000;

    private final String apiKey;
    private final Faults faults;
    private final NanoClock clock;
    private final ModelScripts scripts = new ModelScripts();
    private final Answerer answerer = new Answerer();
    private final BoundedLog<RecordedModelCall> calls = new BoundedLog<>(MAX_CALLS, MAX_CHARACTERS);

    /** Accepts this key, or any when it is empty. */
    public GeminiApi(String apiKey, Faults faults, NanoClock clock) {
        this.apiKey = apiKey;
        this.faults = faults;
        this.clock = clock;
    }

    public void route(Router router) {
        scripts.route(router);
        router.get("/sim/model/calls").handler(context -> context.json(calls(context)));
        router.postWithRegex(MODEL + "generateContent").handler(it -> handle(it, false));
        router.postWithRegex(MODEL + "streamGenerateContent").handler(it -> handle(it, true));
    }

    /** Number of calls since the start or the last reset. */
    public long callCount() {
        return calls.last();
    }

    public void clear() {
        calls.clear();
        scripts.clear();
    }

    private JsonArray calls(RoutingContext context) {
        var page = RecordPage.of(context);
        return calls.after(page.after(), page.limit());
    }

    private void handle(RoutingContext context, boolean streamed) {
        var model = Route.parameter(context, "model");
        var body = Optional.ofNullable(context.body().asString()).orElse("");
        var call = calls.add(new RecordedModelCall(model, streamed, body, Arrival.of(context)));
        var number = calls.last();
        var decision = faults.next(FaultTarget.MODEL);
        var exchange = new ModelExchange(context, call, clock, decision.dropped());
        var request = call.request();
        var error = refusal(context, request);
        if (error.isPresent()) {
            exchange.fail(decision.latency(), error.get());
        } else if (request instanceof JsonObject json) {
            generate(exchange, decision, model, GeminiPrompt.of(json), streamed, number);
        }
    }

    private void generate(
            ModelExchange exchange,
            FaultDecision decision,
            String model,
            GeminiPrompt prompt,
            boolean streamed,
            long number) {
        var script = scripts.forNextCall();
        var fault = decision.status().or(script::status).map(GeminiError::fault);
        if (fault.isPresent()) {
            exchange.fail(decision.latency().plus(script.latency()), fault.get());
            return;
        }
        var generation = Generation.of(model, prompt, script, answerer, number);
        if (streamed) {
            exchange.stream(generation, decision.latency().plus(script.latency()), script);
        } else {
            exchange.answer(
                    generation, decision.latency().plus(script.durationOf(generation.tokens())));
        }
    }

    private Optional<GeminiError> refusal(RoutingContext context, Object request) {
        var header = context.request().getHeader("x-goog-api-key");
        var key = header == null ? context.request().getParam("key") : header;
        if (key == null || key.isEmpty()) {
            return Optional.of(GeminiError.KEY_MISSING);
        }
        if (!apiKey.isEmpty() && !apiKey.equals(key)) {
            return Optional.of(GeminiError.KEY_INVALID);
        }
        if (!(request instanceof JsonObject json)) {
            return Optional.of(GeminiError.argument("Invalid JSON payload received."));
        }
        return GeminiPrompt.refusal(json).map(GeminiError::argument);
    }
}
