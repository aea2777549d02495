package dev.switchboard.chassis.lane;

/**
 * A handler has done for a record what can be done, and it was not enough: the record is to be set
 * aside at once, so that a person can look into it.
 */
public final class NotHandledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String cause;

    /**
     * @param cause one line that a person can act on
     */
    public NotHandledException(String cause) {
        super(cause);
        this.cause = cause;
    }

    String cause() {
        return cause;
    }
}
