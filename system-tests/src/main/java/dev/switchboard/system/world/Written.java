package dev.switchboard.system.world;

import java.util.List;

/**
 * What became of a customer's message at first.
 *
 * @param id the provider's; empty where the simulator did not tell in time
 * @param webhooks the answers to the first attempts at the webhook; 0 where there was none
 */
public record Written(String id, List<Integer> webhooks) {
    public Written {
        webhooks = List.copyOf(webhooks);
    }

    /** It may have been delivered or not; nobody said so in time. */
    static Written untold() {
        return new Written("", List.of(0));
    }

    /** Whether the product has taken the message by answering 2xx. */
    public boolean promised() {
        return webhooks.stream().anyMatch(status -> status / 100 == 2);
    }

    /** Whether an attempt had no answer, or one that leaves open whether the message was kept. */
    public boolean unclear() {
        return !promised() && webhooks.stream().anyMatch(status -> status == 0 || status >= 500);
    }
}
