package dev.switchboard.ingress.identity;

/** The conversation of a customer's message cannot be determined now. */
public final class NotIdentifiedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotIdentifiedException(Throwable cause) {
        super("Redis did not tell who the customer is: " + cause, cause);
    }
}
