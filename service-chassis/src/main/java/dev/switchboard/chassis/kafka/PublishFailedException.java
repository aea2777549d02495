package dev.switchboard.chassis.kafka;

/** Signals that Kafka has not acknowledged a record; it may have stored it all the same. */
public final class PublishFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PublishFailedException(String topic, Throwable cause) {
        super("Kafka did not acknowledge a record for " + topic, cause);
    }
}
