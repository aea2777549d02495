package dev.switchboard.ingress.twilio;

import dev.switchboard.ingress.webhook.OwnNumbers;
import dev.switchboard.ingress.webhook.WebhookEndpoint;
import dev.switchboard.ingress.webhook.WebhookOutcome;
import dev.switchboard.ingress.webhook.WebhookResponse;
import dev.switchboard.ingress.webhook.WebhookRoute;
import dev.switchboard.ingress.webhook.WebhookTools;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/** Serves Twilio's message webhooks and status callbacks. */
@ApplicationScoped
public class TwilioResource {
    private static final Logger LOG = Logger.getLogger(TwilioResource.class);
    private static final Set<String> MEDIA_TYPES =
            Set.of("application/x-www-form-urlencoded", "application/json");

    /** TwiML that sends nothing. */
    private static final WebhookResponse ACKNOWLEDGEMENT =
            new WebhookResponse(
                    WebhookOutcome.ACCEPTED,
                    "text/xml",
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>");

    private final TwilioWebhookSettings settings;
    private final OwnNumbers ownNumbers;
    private final WebhookTools tools;

    TwilioResource(TwilioWebhookSettings settings, OwnNumbers ownNumbers, WebhookTools tools) {
        this.settings = settings;
        this.ownNumbers = ownNumbers;
        this.tools = tools;
    }

    void serve(@Observes Router router) {
        var tokens = settings.authToken().orElse(List.of());
        if (tokens.isEmpty() || settings.webhookUrl().isEmpty()) {
            LOG.warn(
                    "Channel off, its webhooks get 403: TWILIO_AUTH_TOKEN is not set"
                            + " provider=twilio");
            serve(router, WebhookEndpoint.closed(WebhookRoute.TWILIO, tools), TwilioPaths.MESSAGES);
            serve(
                    router,
                    WebhookEndpoint.closed(WebhookRoute.TWILIO_STATUS, tools),
                    TwilioPaths.STATUSES);
            return;
        }
        var publicUrl = new PublicUrl(settings.webhookUrl().get());
        var reader = new TwilioReader(new TwilioSignature(tokens), publicUrl, ownNumbers);
        serve(router, endpoint(WebhookRoute.TWILIO, reader), TwilioPaths.MESSAGES);
        serve(router, endpoint(WebhookRoute.TWILIO_STATUS, reader), TwilioPaths.STATUSES);
    }

    private WebhookEndpoint endpoint(WebhookRoute route, TwilioReader reader) {
        return new WebhookEndpoint(route, reader, MEDIA_TYPES, ACKNOWLEDGEMENT, tools);
    }

    private static void serve(Router router, Handler<RoutingContext> endpoint, List<String> paths) {
        for (var path : paths) {
            router.route(path).handler(endpoint);
            router.route(path + "/").handler(endpoint);
        }
    }
}
