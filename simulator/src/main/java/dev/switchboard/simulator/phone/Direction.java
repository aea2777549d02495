package dev.switchboard.simulator.phone;

/** Direction of a message as its phone sees it. */
public enum Direction {
    /** Arrived on the phone: written by the business. */
    IN,
    /** Written by the owner of the phone. */
    OUT
}
