package dev.switchboard.simulator.meta;

import dev.switchboard.simulator.fault.Faults;
import dev.switchboard.simulator.phone.MediaShelf;
import dev.switchboard.simulator.phone.Phones;
import dev.switchboard.simulator.record.NanoClock;
import dev.switchboard.simulator.record.SendLog;
import dev.switchboard.simulator.webhook.Callbacks;
import dev.switchboard.simulator.webhook.WebhookSender;
import dev.switchboard.simulator.webhook.WebhookTargets;

/**
 * Services that the simulated Cloud API shares with the rest of the simulator.
 *
 * @param publicUrl base URL of the simulator for the business, without a trailing slash
 */
public record MetaServices(
        MetaApp app,
        String publicUrl,
        Phones phones,
        MediaShelf shelf,
        Faults faults,
        SendLog sends,
        WebhookTargets targets,
        WebhookSender sender,
        Callbacks callbacks,
        NanoClock clock) {}
