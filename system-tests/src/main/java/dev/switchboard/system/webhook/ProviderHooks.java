package dev.switchboard.system.webhook;

import dev.switchboard.localstack.simulator.webhook.Webhook;
import dev.switchboard.system.world.CustomerLine;
import java.util.Random;

/** Genuine webhooks of one provider, signed as it signs them. */
public sealed interface ProviderHooks permits TwilioHooks, MetaHooks {

    /** An id such as the provider gives its messages. */
    String newId(Random random);

    /** A customer's text. */
    Webhook message(CustomerLine customer, String id, String text);

    /** How far the message of ours with this id has come. */
    Webhook status(String id, CustomerLine customer, String word);
}
