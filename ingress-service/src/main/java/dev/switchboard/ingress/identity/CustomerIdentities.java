package dev.switchboard.ingress.identity;

import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.CustomerAddress;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;

/** Decides which of a sender's addresses the conversation is kept under. */
@ApplicationScoped
public class CustomerIdentities {

    public Future<CustomerAddress> addressOf(
            Channel channel, BusinessNumber business, Sender sender) {
        return Future.succeededFuture(
                CustomerAddress.of(sender.phone().or(sender::userId).orElseThrow()));
    }
}
