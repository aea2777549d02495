package dev.switchboard.system.webhook;

import dev.switchboard.simulator.webhook.Webhook;
import dev.switchboard.system.world.CustomerPhone;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Genuine webhooks of one provider, signed as it signs them. */
public sealed interface ProviderHooks permits TwilioHooks, MetaHooks {

    /** Id like those that the provider gives its messages. */
    String newId(Random random);

    /** Webhook with a customer's text. */
    Webhook message(CustomerPhone customer, String id, String text);

    /**
     * Webhook with the status of the message of ours with this id.
     *
     * @param callback the value that the send requested with each status: Twilio's {@code
     *     StatusCallback}, Meta's {@code biz_opaque_callback_data}; null without one
     */
    Webhook status(String id, CustomerPhone customer, String state, @Nullable String callback);
}
