package dev.switchboard.model.event;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/**
 * How far a message we sent has come, as a provider tells it; in rising order, the failures last.
 * One of a newer version is read as the lowest, which takes nothing back.
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
