package dev.switchboard.common.event;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/**
 * Delivery status that a provider reports for a message we sent; in rising order, the failures
 * last. An unknown status of a newer version is read as the lowest, which takes nothing back.
 */
public enum DeliveryStatus {
    @JsonEnumDefaultValue
    QUEUED,
    SENDING,
    SENT,
    DELIVERED,
    READ,
    FAILED
}
