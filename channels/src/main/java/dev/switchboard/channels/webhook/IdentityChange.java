package dev.switchboard.channels.webhook;

import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;

/** Change of a customer's number or user id at a business number. */
public record IdentityChange(
        Channel channel, BusinessNumber business, Sender previous, Sender current) {}
