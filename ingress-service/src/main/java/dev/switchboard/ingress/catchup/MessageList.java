package dev.switchboard.ingress.catchup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.chassis.http.WholeAnswer;
import dev.switchboard.model.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Optional;

/** Reads an account's message list at Twilio; waits, and so is for threads that may. */
final class MessageList {
    /** The most a page holds, by Twilio's API description. */
    private static final int PAGE = 1000;

    /** A full page, with every character of its texts escaped. */
    private static final long LONGEST_ANSWER = 16 << 20;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(Version.HTTP_1_1)
                    .followRedirects(Redirect.NEVER)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();
    private final String base;
    private final String messages;
    private final String authorization;
    private final InstantSource clock;
    private Optional<Duration> ahead = Optional.empty();

    MessageList(URI baseUrl, String accountSid, String authToken, InstantSource clock) {
        this.clock = clock;
        this.base = baseUrl.toString().replaceFirst("/+$", "");
        this.messages = "/2010-04-01/Accounts/" + accountSid + "/Messages";
        var pair = accountSid + ":" + authToken;
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }

    /** Twilio's address, without a slash at its end. */
    String base() {
        return base;
    }

    /**
     * The time by Twilio's clock, which dates its messages; by ours where its answers do not say.
     * As of its last answer, the first of which is asked for here.
     */
    Instant now() throws IOException, InterruptedException {
        if (ahead.isEmpty()) {
            var _ = get(messages + ".json?PageSize=1");
        }
        return clock.instant().minus(ahead.orElse(Duration.ZERO));
    }

    /**
     * The newest messages to a number since a day in GMT, which is as exact as Twilio's filter is.
     */
    JsonNode firstPage(String to, LocalDate since) throws IOException, InterruptedException {
        return get(
                messages
                        + ".json?To="
                        + URLEncoder.encode(to, UTF_8)
                        + "&DateSent%3E="
                        + since
                        + "&PageSize="
                        + PAGE);
    }

    /** Empty behind the last page. An address at another host is not followed: it gets no token. */
    Optional<JsonNode> pageAfter(JsonNode page) throws IOException, InterruptedException {
        var next = page.path("next_page_uri").asText("");
        return next.startsWith("/2010-04-01/") ? Optional.of(get(next)) : Optional.empty();
    }

    /**
     * @throws NotThereException when the media, or the message, have been deleted
     */
    JsonNode mediaOf(String messageSid) throws IOException, InterruptedException {
        return get(messages + "/" + URLEncoder.encode(messageSid, UTF_8) + "/Media.json");
    }

    private JsonNode get(String pathAndQuery) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(base + pathAndQuery))
                        .header("Authorization", authorization)
                        .header("Accept", "application/json")
                        .timeout(TIMEOUT)
                        .build();
        var answer =
                WholeAnswer.to(
                        request,
                        http,
                        BodyHandlers.limiting(BodyHandlers.ofString(UTF_8), LONGEST_ANSWER));
        if (answer.statusCode() == 404 || answer.statusCode() == 410) {
            throw new NotThereException(answer.statusCode());
        }
        if (answer.statusCode() != 200) {
            throw new IOException("Twilio answered " + answer.statusCode());
        }
        ahead = Optional.of(ahead(answer));
        return json(answer.body());
    }

    private Duration ahead(HttpResponse<String> answer) {
        try {
            return answer.headers()
                    .firstValue("Date")
                    .map(date -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from))
                    .map(date -> Duration.between(date, clock.instant()))
                    .orElse(Duration.ZERO);
        } catch (DateTimeParseException _) {
            return Duration.ZERO;
        }
    }

    private static JsonNode json(String body) throws IOException {
        try {
            return Json.mapper().readTree(body);
        } catch (JsonProcessingException _) {
            // Its message quotes what customers wrote.
            throw new IOException("Twilio's answer is no JSON");
        }
    }
}
