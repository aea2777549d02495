package dev.switchboard.system.webhook;

import dev.switchboard.localstack.simulator.webhook.Webhook;
import dev.switchboard.system.world.CustomerLine;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Genuine webhooks of one provider, signed as it signs them. */
public sealed interface ProviderHooks permits TwilioHooks, MetaHooks {

    /** An id such as the provider gives its messages. */
    String newId(Random random);

    /** A customer's text. */
    Webhook message(CustomerLine customer, String id, String text);

    /**
     * How far the message of ours with this id has come.
     *
     * @param callback what the send asked to be told with each status: Twilio's {@code
     *     StatusCallback}, Meta's {@code biz_opaque_callback_data}; null where it asked nothing
     */
    Webhook status(String id, CustomerLine customer, String word, @Nullable String callback);
}
