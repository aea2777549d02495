package dev.switchboard.localstack.simulator.phone;

/** Which way a message went, as its phone sees it. */
public enum Direction {
    /** It arrived on the phone: the business wrote it. */
    IN,
    /** The owner of the phone wrote it. */
    OUT
}
