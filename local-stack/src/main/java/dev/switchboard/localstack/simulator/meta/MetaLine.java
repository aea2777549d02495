package dev.switchboard.localstack.simulator.meta;

import dev.switchboard.localstack.simulator.phone.CustomerChannel;
import dev.switchboard.localstack.simulator.phone.CustomerMessage;
import dev.switchboard.localstack.simulator.phone.PhoneMessage;
import dev.switchboard.localstack.simulator.webhook.Webhook;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Brings customers' messages to the business as the Cloud API's webhooks. */
public final class MetaLine implements CustomerChannel {
    private final MetaParts parts;
    private final Set<String> phoneNumberIds;
    private final SignedBatch batches;

    MetaLine(MetaParts parts, Set<String> phoneNumberIds) {
        this.parts = parts;
        this.phoneNumberIds = phoneNumberIds;
        this.batches = new SignedBatch(parts.app());
    }

    @Override
    public Sent send(CustomerMessage written) {
        var id = Wamids.next();
        var now = parts.clock().instant();
        var business = written.business().orElse(parts.app().phoneNumberId());
        phoneNumberIds.add(business);
        parts.phones().know(written);
        parts.phones().add(shown(written, id, business, now));
        return parts.targets()
                .of("meta")
                .map(url -> webhook(written, id, business, url, now))
                .map(webhook -> new Sent(id, post(written, id, webhook)))
                .orElseGet(() -> new Sent(id, Future.succeededFuture(List.of())));
    }

    private static PhoneMessage shown(
            CustomerMessage written, String id, String business, Instant at) {
        return written.fromBusiness()
                ? PhoneMessage.typedByBusiness(written, id, business, at)
                : PhoneMessage.written(written, id, business, at);
    }

    private Webhook webhook(
            CustomerMessage written, String id, String business, URI url, Instant at) {
        var number = parts.app().displayNumber();
        return written.fromBusiness()
                ? batches.echo(url, id, business, IncomingValue.echo(written, id, at, number))
                : batches.to(
                        url,
                        "message",
                        id,
                        business,
                        IncomingValue.of(written, id, at, number).json());
    }

    private Future<List<Integer>> post(CustomerMessage written, String id, Webhook webhook) {
        var rule = parts.callbacks().metaRetries();
        parts.phones().status(id, "sent");
        var attempts =
                Stream.generate(() ->
                                parts.sender()
                                        .send(
                                                webhook,
                                                rule,
                                                _ -> parts.phones().status(id, "delivered")))
                        .limit(written.times())
                        .toList();
        return Future.all(attempts).map(all -> all.list());
    }
}
