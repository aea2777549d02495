package dev.switchboard.ingress.identity;

import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.Channel;

/** A customer of a business number is known by another number or user id from now on. */
public record IdentityChange(Channel channel, BusinessNumber business, Sender former, Sender now) {}
