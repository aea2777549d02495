package dev.switchboard.chassis.kafka;

/**
 * Signals that a handler can do nothing more for a record: it is to be dead-lettered at once, so
 * that a person can look into it.
 */
public final class UnprocessableEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String cause;

    /**
     * @param cause one line that a person can act on
     */
    public UnprocessableEventException(String cause) {
        super(cause);
        this.cause = cause;
    }

    String cause() {
        return cause;
    }
}
