package dev.switchboard.simulator.model;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * AskYourDatabase's chatbot (v2): a session is begun with the key and becomes a token in a cookie,
 * with which questions are asked; answers are streams of events without an end mark. Unlike the
 * real one it does not remember what was said.
 */
final class AskYourDatabaseWire implements ProviderWire {
    private static final int MAX_SESSIONS = 100_000;
    private static final long LIFETIME_SECONDS = 604_800;

    private final String apiKey;
    private final Set<String> codes = new HashSet<>();
    private final Set<String> tokens = new HashSet<>();
    private long begun;

    AskYourDatabaseWire(String apiKey) {
        this.apiKey = apiKey;
    }

    @Override
    public void route(Router router, Handler<RoutingContext> calls) {
        router.post("/api/chatbot/v2/session").handler(this::begin);
        router.get("/api/chatbot/auth/callback").handler(this::callback);
        router.post("/api/ask").handler(calls);
        router.get("/sim/model/sessions")
                .handler(context -> context.json(new JsonObject().put("begun", begun)));
        router.post("/sim/model/sessions/end").handler(this::end);
    }

    private void begin(RoutingContext context) {
        var header = context.request().getHeader("Authorization");
        if (header == null
                || !header.startsWith("Bearer ")
                || !apiKey.isEmpty() && !header.equals("Bearer " + apiKey)) {
            answer(context, error(401, "Authentication failed"));
        } else if (!(RecordedModelCall.parsed(
                                Optional.ofNullable(context.body().asString()).orElse(""))
                        instanceof JsonObject request)
                || RequestJson.text(request, "chatbotid").isEmpty()) {
            answer(context, error(404, "Chatbot not found"));
        } else {
            var code = UUID.randomUUID().toString();
            keep(codes, code);
            begun++;
            context.json(
                    new JsonObject()
                            .put(
                                    "url",
                                    context.request().scheme()
                                            + "://"
                                            + context.request().authority()
                                            + "/api/chatbot/auth/callback?code="
                                            + code));
        }
    }

    private void callback(RoutingContext context) {
        var code = context.request().getParam("code");
        if (code == null || !codes.remove(code)) {
            answer(context, error(400, "Invalid code"));
            return;
        }
        var token = UUID.randomUUID().toString();
        keep(tokens, token);
        context.response()
                .setStatusCode(302)
                .putHeader("Location", "/chatbot")
                .putHeader(
                        "Set-Cookie",
                        "accessToken=" + token + "; Path=/; HttpOnly; Max-Age=" + LIFETIME_SECONDS)
                .end();
    }

    /** All sessions end, before their time. */
    private void end(RoutingContext context) {
        codes.clear();
        tokens.clear();
        context.json(new JsonObject().put("begun", begun));
    }

    private static void keep(Set<String> all, String added) {
        if (all.size() >= MAX_SESSIONS) {
            all.clear();
        }
        all.add(added);
    }

    private static void answer(RoutingContext context, ErrorResponse error) {
        context.response().setStatusCode(error.status());
        context.json(error.body());
    }

    @Override
    public void clear() {
        codes.clear();
        tokens.clear();
        begun = 0;
    }

    @Override
    public Optional<ErrorResponse> keyRefusal(RoutingContext context, String expected) {
        var cookie = context.request().getCookie("accessToken");
        return cookie != null && tokens.contains(cookie.getValue())
                ? Optional.empty()
                : Optional.of(error(401, "Authentication failed"));
    }

    @Override
    public Optional<ErrorResponse> formRefusal(JsonObject request) {
        return RequestJson.text(request, "question").isEmpty()
                ? Optional.of(error(400, "question is required"))
                : Optional.empty();
    }

    @Override
    public ErrorResponse error(int status, @Nullable String code) {
        return new ErrorResponse(
                status, new JsonObject().put("error", code == null ? "simulated" : code));
    }

    @Override
    public String model(RoutingContext context, JsonObject request) {
        return RequestJson.text(request, "botid");
    }

    @Override
    public ModelPrompt prompt(JsonObject request) {
        return new ModelPrompt(
                "",
                List.of(new ModelPrompt.Turn(true, List.of(RequestJson.text(request, "question")))),
                OptionalInt.empty());
    }

    @Override
    public String finishReason(boolean cut) {
        return "stop";
    }

    @Override
    public boolean hasText(String finishReason) {
        return true;
    }

    @Override
    public JsonObject answer(Generation generation) {
        return new JsonObject().put("isText", true).put("content", generation.text());
    }

    @Override
    public boolean isStreamed(RoutingContext context) {
        return true;
    }

    @Override
    public StreamedBody streamed(RoutingContext context, Generation generation) {
        return new StreamedBody(
                "text/event-stream",
                generation.chunks().stream()
                        .map(text -> new JsonObject().put("isText", true).put("content", text))
                        .map(event -> Buffer.buffer("data: " + event.encode() + "\n\n"))
                        .toList());
    }
}
