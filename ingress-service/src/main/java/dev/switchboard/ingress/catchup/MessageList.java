package dev.switchboard.ingress.catchup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.chassis.http.HttpCalls;
import dev.switchboard.common.wire.Json;
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

/** Client of an account's message list at Twilio; blocks. */
final class MessageList {
    /** Maximum by Twilio's API description. */
    private static final int PAGE_SIZE = 1000;

    /** Size of a full page with every character of its texts escaped. */
    private static final long MAX_RESPONSE_BYTES = 16 << 20;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(Version.HTTP_1_1)
                    .followRedirects(Redirect.NEVER)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();
    private final String baseUrl;
    private final String messagesPath;
    private final String authorization;
    private final InstantSource clock;
    private Optional<Duration> clockOffset = Optional.empty();

    MessageList(URI baseUrl, String accountSid, String authToken, InstantSource clock) {
        this.clock = clock;
        this.baseUrl = baseUrl.toString().replaceFirst("/+$", "");
        this.messagesPath = "/2010-04-01/Accounts/" + accountSid + "/Messages";
        var pair = accountSid + ":" + authToken;
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }

    /** Twilio's base URL without a trailing slash. */
    String baseUrl() {
        return baseUrl;
    }

    /**
     * Current time by Twilio's clock, which dates its messages; by ours where its responses have no
     * date. As of its last response; sends a first request if there was none.
     */
    Instant now() throws IOException, InterruptedException {
        if (clockOffset.isEmpty()) {
            var _ = get(messagesPath + ".json?PageSize=1");
        }
        return clock.instant().minus(clockOffset.orElse(Duration.ZERO));
    }

    /** Newest messages to a number since a day in GMT, the precision of Twilio's filter. */
    JsonNode firstPage(String to, LocalDate since) throws IOException, InterruptedException {
        return get(
                messagesPath
                        + ".json?To="
                        + URLEncoder.encode(to, UTF_8)
                        + "&DateSent%3E="
                        + since
                        + "&PageSize="
                        + PAGE_SIZE);
    }

    /** Empty after the last page. Does not follow a URL of another host, which gets no token. */
    Optional<JsonNode> pageAfter(JsonNode page) throws IOException, InterruptedException {
        var next = page.path("next_page_uri").asText("");
        return next.startsWith("/2010-04-01/") ? Optional.of(get(next)) : Optional.empty();
    }

    /**
     * @throws NotFoundAtTwilioException when the media, or the message, have been deleted
     */
    JsonNode mediaOf(String messageSid) throws IOException, InterruptedException {
        return get(messagesPath + "/" + URLEncoder.encode(messageSid, UTF_8) + "/Media.json");
    }

    private JsonNode get(String pathAndQuery) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(baseUrl + pathAndQuery))
                        .header("Authorization", authorization)
                        .header("Accept", "application/json")
                        .timeout(REQUEST_TIMEOUT)
                        .build();
        var response =
                HttpCalls.sendWithDeadline(
                        request,
                        http,
                        BodyHandlers.limiting(BodyHandlers.ofString(UTF_8), MAX_RESPONSE_BYTES));
        if (response.statusCode() == 404 || response.statusCode() == 410) {
            throw new NotFoundAtTwilioException(response.statusCode());
        }
        if (response.statusCode() != 200) {
            throw new IOException("Twilio answered " + response.statusCode());
        }
        clockOffset = Optional.of(clockOffset(response));
        return json(response.body());
    }

    private Duration clockOffset(HttpResponse<String> response) {
        try {
            return response.headers()
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
            // Its message quotes customers' text.
            throw new IOException("Twilio's answer is no JSON");
        }
    }
}
