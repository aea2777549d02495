package dev.switchboard.channels.twilio;

import com.twilio.http.HttpClient;
import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import com.twilio.http.Response;
import com.twilio.http.TwilioRestClient;
import dev.switchboard.channels.send.HttpResult;
import dev.switchboard.channels.send.Permit;
import dev.switchboard.channels.send.ProviderHttp;
import java.net.URI;
import java.net.http.HttpRequest;
import org.apache.hc.core5.http.Header;
import org.jspecify.annotations.Nullable;

/**
 * HTTP client of the SDK for one call: it observes the permit, keeps the request's result, and
 * retries nothing; the SDK's own client would send three times on a 5xx.
 */
final class TwilioCall extends HttpClient {
    /** The SDK goes through the headers where its debug log is on. */
    private static final Header[] NO_HEADERS = {};

    private final ProviderHttp http;
    private final @Nullable String baseUrl;
    private final Permit permit;
    private HttpResult exchange = new HttpResult.NotSent("the SDK made no request");
    private boolean interrupted;

    /**
     * @param baseUrl of the API in place of Twilio's own, without a slash at its end
     */
    TwilioCall(ProviderHttp http, @Nullable String baseUrl, Permit permit) {
        this.http = http;
        this.baseUrl = baseUrl;
        this.permit = permit;
    }

    TwilioRestClient clientFor(TwilioCredentials account) {
        return new TwilioRestClient.Builder(account.sid(), account.authToken())
                .httpClient(this)
                .build();
    }

    /** Result of the request, once the SDK has returned or thrown. */
    HttpResult exchange() throws InterruptedException {
        if (interrupted) {
            throw new InterruptedException("interrupted before the request to Twilio was sent");
        }
        return exchange;
    }

    @Override
    public @Nullable Response reliableRequest(
            Request request, int[] retryCodes, int retries, long delayMillis) {
        return makeRequest(request);
    }

    /** Null without a response, which the SDK takes as a failed connection. */
    @Override
    public @Nullable Response makeRequest(Request request) {
        try {
            exchange = send(request);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        return exchange instanceof HttpResult.Answered(var status, var body)
                ? new Response(body, status, NO_HEADERS)
                : null;
    }

    private HttpResult send(Request request) throws InterruptedException {
        var http =
                HttpRequest.newBuilder(target(request))
                        .header("Authorization", request.getAuthString())
                        .header("Accept", "application/json");
        if (request.getMethod() == HttpMethod.GET) {
            return this.http.get(http, permit.deadline());
        }
        http.header("Content-Type", "application/x-www-form-urlencoded");
        return this.http.post(http, request.encodeFormBody(), permit);
    }

    private URI target(Request request) {
        var original = URI.create(request.constructURL().toString());
        return baseUrl == null ? original : relocated(original, baseUrl);
    }

    private static URI relocated(URI original, String base) {
        var query = original.getRawQuery() == null ? "" : "?" + original.getRawQuery();
        return URI.create(base + original.getRawPath() + query);
    }
}
