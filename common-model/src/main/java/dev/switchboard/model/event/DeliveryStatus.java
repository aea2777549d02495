package dev.switchboard.model.event;

/**
 * How far a message we sent has come, as a provider tells it; in rising order, the failures last.
 */
public enum DeliveryStatus {
    QUEUED,
    SENDING,
    SENT,
    DELIVERED,
    READ,
    FAILED
}
