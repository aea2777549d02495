package dev.switchboard.simulator.phone;

import io.vertx.core.Future;
import java.util.List;

/** Delivers customers' messages to the business as one provider does. */
public interface CustomerChannel {

    /** Sends the message's webhook (or webhooks); the phone shows the message at once. */
    Sent send(PhoneInput message);

    /**
     * @param id the provider's id of the message
     * @param statuses the HTTP status of each webhook's first attempt, 0 without a response
     */
    record Sent(String id, Future<List<Integer>> statuses) {}
}
