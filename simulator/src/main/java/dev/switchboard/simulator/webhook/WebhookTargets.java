package dev.switchboard.simulator.webhook;

import dev.switchboard.simulator.input.Fields;
import dev.switchboard.simulator.input.RecordPage;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Webhook URLs of the business, and the record of what was sent there. */
public final class WebhookTargets {
    private final Map<String, URI> urls = new HashMap<>();
    private final WebhookSender sender;

    public WebhookTargets(WebhookSender sender) {
        this.sender = sender;
    }

    public void register(String provider, URI url) {
        urls.put(provider, url);
    }

    public void route(Router router) {
        router.get("/sim/webhooks").handler(context -> context.json(attempts(context)));
        router.put("/sim/webhooks").handler(this::change);
    }

    /** URL of the provider's webhooks, if the business has registered one. */
    public Optional<URI> of(String provider) {
        return Optional.ofNullable(urls.get(provider));
    }

    private JsonArray attempts(RoutingContext context) {
        var page = RecordPage.of(context);
        return sender.attempts(page.after(), page.limit());
    }

    private void change(RoutingContext context) {
        var fields = Fields.of(context).only("twilio", "meta");
        var changed = new HashMap<String, URI>();
        for (String provider : new String[] {"twilio", "meta"}) {
            fields.text(provider).ifPresent(it -> changed.put(provider, url(fields, provider, it)));
        }
        urls.putAll(changed);
        var answer = new JsonObject();
        urls.forEach((provider, url) -> answer.put(provider, url.toString()));
        context.json(answer);
    }

    private static URI url(Fields fields, String provider, String text) {
        try {
            var url = new URI(text);
            if (url.getHost() == null) {
                throw fields.bad(provider, "must be an absolute URL");
            }
            return url;
        } catch (URISyntaxException notUrl) {
            throw fields.bad(provider, "must be an absolute URL");
        }
    }
}
