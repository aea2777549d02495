package dev.switchboard.ingress.webhook;

/** Kafka did not acknowledge a webhook; the provider must retry. */
final class NotPublishedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotPublishedException(String reason) {
        super(reason, null, false, false);
    }
}
