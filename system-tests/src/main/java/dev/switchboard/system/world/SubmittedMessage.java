package dev.switchboard.system.world;

import java.util.List;

/**
 * First result of a customer's message.
 *
 * @param id the provider's id; empty if the simulator did not respond in time
 * @param webhooks the statuses of the first attempts at the webhook; 0 without a response
 */
public record SubmittedMessage(String id, List<Integer> webhooks) {
    public SubmittedMessage {
        webhooks = List.copyOf(webhooks);
    }

    /** Message of which nobody knows whether it was delivered. */
    static SubmittedMessage unknown() {
        return new SubmittedMessage("", List.of(0));
    }

    /** Returns true if the product accepted the message with 2xx. */
    public boolean promised() {
        return webhooks.stream().anyMatch(status -> status / 100 == 2);
    }

    /**
     * Returns true if an attempt had no response, or one that leaves open whether the message was
     * kept.
     */
    public boolean unclear() {
        return !promised() && webhooks.stream().anyMatch(status -> status == 0 || status >= 500);
    }
}
