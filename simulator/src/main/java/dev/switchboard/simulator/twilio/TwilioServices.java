package dev.switchboard.simulator.twilio;

import dev.switchboard.simulator.fault.Faults;
import dev.switchboard.simulator.phone.Phones;
import dev.switchboard.simulator.record.NanoClock;
import dev.switchboard.simulator.record.SendLog;
import dev.switchboard.simulator.webhook.Callbacks;
import dev.switchboard.simulator.webhook.WebhookSender;
import dev.switchboard.simulator.webhook.WebhookTargets;

/**
 * Services that simulated Twilio shares with the rest of the simulator.
 *
 * @param publicUrl base URL of the simulator for the business, without a trailing slash
 */
public record TwilioServices(
        TwilioAccount account,
        String publicUrl,
        Phones phones,
        Faults faults,
        SendLog sends,
        WebhookTargets targets,
        WebhookSender sender,
        Callbacks callbacks,
        NanoClock clock) {}
