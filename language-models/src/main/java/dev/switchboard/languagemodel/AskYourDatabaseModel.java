package dev.switchboard.languagemodel;

import dev.switchboard.common.content.VisibleText;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.wire.Json;
import dev.switchboard.languagemodel.ModelHttp.CallFailedException;
import dev.switchboard.languagemodel.ModelResult.Answer;
import dev.switchboard.languagemodel.ModelResult.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * AskYourDatabase's chatbot (v2), which answers from a customer's own database. Each conversation
 * has a session there, which remembers what was said: the chatbot gets the last words alone, and no
 * system prompt.
 */
final class AskYourDatabaseModel implements ReplyModel {
    private static final int UNAUTHORIZED = 401;
    private static final Duration MAX_LIFETIME = Duration.ofDays(7);

    /** Part of its lifetime in which a session is not used any more. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    /** Interval at which a call looks for the session that another one begins. */
    private static final Duration POLL = Duration.ofMillis(50);

    private static final Pattern TOKEN =
            Pattern.compile("accessToken=([A-Za-z0-9._~+/=%-]{1,4000})(?:;.*)?");
    private static final Pattern MAX_AGE = Pattern.compile("(?i).*;\\s*max-age=(\\d{1,9})\\b.*");

    private final String chatbot;
    private final String apiKey;
    private final String baseUrl;
    private final Duration timeout;
    private final SessionTokens tokens;
    private final AskYourDatabaseFormat format = new AskYourDatabaseFormat();
    private final ModelHttp http;

    /**
     * @param profile has the chatbot's id as its model's name
     */
    AskYourDatabaseModel(ModelProfile profile, SessionTokens tokens) {
        chatbot = profile.name().orElseThrow();
        apiKey = profile.apiKey().orElseThrow();
        baseUrl = profile.address();
        timeout = profile.timeout();
        this.tokens = tokens;
        http = new ModelHttp(timeout, format);
    }

    @Override
    public String provider() {
        return ModelProvider.ASKYOURDATABASE.settingName();
    }

    @Override
    public String name() {
        return chatbot;
    }

    @Override
    public ModelResult reply(Prompt prompt) throws InterruptedException {
        try {
            return new Call(prompt).result();
        } catch (CallFailedException e) {
            return ModelHttp.failureOf(e);
        }
    }

    private record Token(String value, Duration lifetime) {}

    /** One question, for which all requests together have the timeout. */
    private final class Call {
        private final String question;
        private final Optional<ConversationId> conversation;
        private final long deadline = System.nanoTime() + timeout.toNanos();

        Call(Prompt prompt) {
            question = prompt.entries().getLast().text();
            conversation = prompt.conversation();
        }

        /** A session that has ended is renewed once. */
        ModelResult result() throws InterruptedException {
            if (conversation.isEmpty()) {
                return read(ask(newToken().value()));
            }
            var session = session(conversation.get());
            var known = tokens.find(session);
            if (known.isPresent()) {
                var response = ask(known.get());
                if (response.statusCode() != UNAUTHORIZED) {
                    return read(response);
                }
            }
            return read(ask(renewed(session, known.orElse(""))));
        }

        /**
         * Begins a session in place of one that has ended, or takes the one that another call has
         * begun meanwhile, for which it waits.
         */
        private String renewed(String session, String ended) throws InterruptedException {
            var owner = UUID.randomUUID().toString();
            while (!tokens.lock(session, owner)) {
                Thread.sleep(POLL);
                var begun = tokens.find(session).filter(token -> !token.equals(ended));
                if (begun.isPresent()) {
                    return begun.get();
                }
                var _ = timeLeft();
            }
            try {
                var begun = tokens.find(session).filter(token -> !token.equals(ended));
                return begun.isPresent() ? begun.get() : begin(session);
            } finally {
                tokens.unlock(session, owner);
            }
        }

        private String begin(String session) throws InterruptedException {
            var token = newToken();
            if (token.lifetime().isPositive()) {
                tokens.keep(session, token.value(), token.lifetime());
            }
            return token.value();
        }

        private String session(ConversationId id) {
            return baseUrl + ":" + chatbot + ":" + id;
        }

        private HttpResponse<String> ask(String token) throws InterruptedException {
            var body =
                    Json.mapper()
                            .createObjectNode()
                            .put("question", question)
                            .put("botid", chatbot)
                            .put("debug", false)
                            .toString();
            return http.send(
                    request(baseUrl + "/api/ask?debug=false")
                            .header("Content-Type", "application/json")
                            .header("Cookie", "accessToken=" + token)
                            .header("Origin", baseUrl)
                            .header("Referer", baseUrl + "/")
                            .POST(BodyPublishers.ofString(body))
                            .build());
        }

        private ModelResult read(HttpResponse<String> response) {
            if (response.statusCode() / 100 != 2) {
                throw http.refused(response);
            }
            var type = response.headers().firstValue("Content-Type").orElse("");
            if (!type.startsWith("text/event-stream")) {
                throw ResponseJson.failed(FailureCode.UNREADABLE, "not a stream of events");
            }
            var reading = format.read(response.body());
            var text = reading.body().strip();
            return VisibleText.isBlank(text)
                    ? Failure.of(FailureCode.EMPTY, "no text", reading.usage())
                    : new Answer(text, chatbot, reading.usage());
        }

        /** The session has the conversation's id for the customer's name: nothing personal. */
        private Token newToken() throws InterruptedException {
            var name = conversation.map(ConversationId::toString).orElse("customer");
            var body =
                    Json.mapper()
                            .createObjectNode()
                            .put("chatbotid", chatbot)
                            .put("name", name)
                            .put("email", name + "@customer.invalid")
                            .toString();
            var begun =
                    http.send(
                            request(baseUrl + "/api/chatbot/v2/session")
                                    .header("Content-Type", "application/json")
                                    .header("Authorization", "Bearer " + apiKey)
                                    .POST(BodyPublishers.ofString(body))
                                    .build());
            if (begun.statusCode() / 100 != 2) {
                throw http.refused(begun);
            }
            var callback = http.send(request(callback(begun.body())).GET().build());
            if (callback.statusCode() >= 400) {
                throw http.refused(callback);
            }
            return token(callback);
        }

        /** The address is the provider's own, or the token would come from elsewhere. */
        private String callback(String body) {
            var url = ResponseJson.object(body).path("url").asText("");
            if (!isOwn(url)) {
                throw ResponseJson.failed(
                        FailureCode.UNREADABLE, "a session without an address of the provider");
            }
            return url;
        }

        private boolean isOwn(String url) {
            try {
                var own = URI.create(baseUrl);
                var other = new URI(url);
                return Objects.equals(own.getScheme(), other.getScheme())
                        && Objects.equals(own.getHost(), other.getHost())
                        && own.getPort() == other.getPort();
            } catch (URISyntaxException e) {
                return false;
            }
        }

        private static Token token(HttpResponse<String> callback) {
            for (var cookie : callback.headers().allValues("Set-Cookie")) {
                var token = TOKEN.matcher(cookie);
                if (token.matches()) {
                    return new Token(token.group(1), lifetime(cookie));
                }
            }
            throw ResponseJson.failed(FailureCode.UNREADABLE, "a session without a token");
        }

        private static Duration lifetime(String cookie) {
            var maxAge = MAX_AGE.matcher(cookie);
            if (!maxAge.matches()) {
                return MAX_LIFETIME.minus(MARGIN);
            }
            var told = Duration.ofSeconds(Long.parseLong(maxAge.group(1)));
            return (told.compareTo(MAX_LIFETIME) < 0 ? told : MAX_LIFETIME).minus(MARGIN);
        }

        private HttpRequest.Builder request(String url) {
            return HttpRequest.newBuilder(URI.create(url)).timeout(timeLeft());
        }

        private Duration timeLeft() {
            var left = Duration.ofNanos(deadline - System.nanoTime());
            if (!left.isPositive()) {
                throw ResponseJson.failed(FailureCode.TIMEOUT, "no answer within " + timeout);
            }
            return left;
        }
    }
}
