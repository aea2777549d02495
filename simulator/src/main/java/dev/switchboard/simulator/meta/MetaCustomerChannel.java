package dev.switchboard.simulator.meta;

import dev.switchboard.simulator.phone.CustomerChannel;
import dev.switchboard.simulator.phone.PhoneInput;
import dev.switchboard.simulator.phone.PhoneMessage;
import dev.switchboard.simulator.provider.SharedState;
import dev.switchboard.simulator.webhook.Webhook;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Delivers customers' messages to the business as the Cloud API's webhooks. */
public final class MetaCustomerChannel implements CustomerChannel {
    private final MetaApp app;
    private final SharedState shared;
    private final Set<String> phoneNumberIds;
    private final SignedBatch batches;

    MetaCustomerChannel(MetaApp app, SharedState shared, Set<String> phoneNumberIds) {
        this.app = app;
        this.shared = shared;
        this.phoneNumberIds = phoneNumberIds;
        this.batches = new SignedBatch(app);
    }

    @Override
    public Sent send(PhoneInput written) {
        var id = Wamids.next();
        var now = shared.clock().instant();
        var business = written.business().orElse(app.phoneNumberId());
        phoneNumberIds.add(business);
        shared.phones().rememberUserId(written);
        shared.phones().add(shown(written, id, business, now));
        return shared.targets()
                .of("meta")
                .map(url -> webhook(written, id, business, url, now))
                .map(webhook -> new Sent(id, post(written, id, webhook)))
                .orElseGet(() -> new Sent(id, Future.succeededFuture(List.of())));
    }

    private static PhoneMessage shown(PhoneInput written, String id, String business, Instant at) {
        return written.fromBusiness()
                ? PhoneMessage.typedByBusiness(written, id, business, at)
                : PhoneMessage.written(written, id, business, at);
    }

    private Webhook webhook(PhoneInput written, String id, String business, URI url, Instant at) {
        var number = app.displayNumber();
        return written.fromBusiness()
                ? batches.echo(url, id, business, IncomingValue.echo(written, id, at, number))
                : batches.to(
                        url,
                        "message",
                        id,
                        business,
                        IncomingValue.of(written, id, at, number).json());
    }

    private Future<List<Integer>> post(PhoneInput written, String id, Webhook webhook) {
        var rule = shared.callbacks().metaRetries();
        shared.phones().status(id, "sent");
        var attempts =
                Stream.generate(() ->
                                shared.sender()
                                        .send(
                                                webhook,
                                                rule,
                                                _ -> shared.phones().status(id, "delivered")))
                        .limit(written.times())
                        .toList();
        return Future.all(attempts).map(all -> all.list());
    }
}
