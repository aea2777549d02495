package dev.switchboard.localstack.simulator.meta;

import dev.switchboard.localstack.simulator.fault.Faults;
import dev.switchboard.localstack.simulator.phone.MediaShelf;
import dev.switchboard.localstack.simulator.phone.Phones;
import dev.switchboard.localstack.simulator.record.NanoClock;
import dev.switchboard.localstack.simulator.record.SendLog;
import dev.switchboard.localstack.simulator.webhook.Callbacks;
import dev.switchboard.localstack.simulator.webhook.WebhookSender;
import dev.switchboard.localstack.simulator.webhook.WebhookTargets;

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
