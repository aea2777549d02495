package dev.switchboard.localstack.simulator.phone;

import io.vertx.core.Future;
import java.util.List;

/** Carries what customers write to the business, the way one provider does it. */
public interface CustomerChannel {

    /** Sends the message's webhook (or webhooks); the phone shows the message at once. */
    Sent send(CustomerMessage message);

    /**
     * @param id the provider's id of the message
     * @param statuses the HTTP status each webhook's first attempt was answered with, 0 for none
     */
    record Sent(String id, Future<List<Integer>> statuses) {}
}
