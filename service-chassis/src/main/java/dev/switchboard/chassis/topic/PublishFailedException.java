package dev.switchboard.chassis.topic;

/** Kafka has not acknowledged a record; whether it kept it is not known. */
public final class PublishFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PublishFailedException(String topic, Throwable cause) {
        super("Kafka did not acknowledge a record for " + topic, cause);
    }
}
