package dev.switchboard.ingress.webhook;

/** Kafka has not taken a webhook; the provider is to send it again. */
final class NotPublishedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotPublishedException(String reason) {
        super(reason, null, false, false);
    }
}
