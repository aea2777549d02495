package dev.switchboard.ingress.meta;

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

/** Serves Meta's webhook: verification by GET, batches by POST. */
@ApplicationScoped
public class MetaResource {
    private static final Logger LOG = Logger.getLogger(MetaResource.class);
    private static final String PATH = "/webhook";
    private static final Set<String> MEDIA_TYPES = Set.of("application/json");
    private static final WebhookResponse ACKNOWLEDGEMENT =
            new WebhookResponse(
                    WebhookOutcome.ACCEPTED, "application/json", "{\"status\":\"received\"}");

    private final MetaWebhookSettings settings;
    private final WebhookTools tools;

    MetaResource(MetaWebhookSettings settings, WebhookTools tools) {
        this.settings = settings;
        this.tools = tools;
    }

    void serve(@Observes Router router) {
        var endpoint = endpoint();
        router.route(PATH).handler(endpoint);
        router.route(PATH + "/").handler(endpoint);
    }

    private Handler<RoutingContext> endpoint() {
        var secrets = settings.appSecret().orElse(List.of());
        var token = settings.verifyToken();
        if (secrets.isEmpty() || token.isEmpty()) {
            LOG.warn(
                    "Channel off, its webhooks get 403: WHATSAPP_APP_SECRET is not set"
                            + " provider=meta");
            return WebhookEndpoint.closed(WebhookRoute.META, tools);
        }
        var signature = new MetaSignature(secrets);
        var reader = new MetaReader(signature, new MetaVerification(token.get()));
        return new WebhookEndpoint(WebhookRoute.META, reader, MEDIA_TYPES, ACKNOWLEDGEMENT, tools);
    }
}
