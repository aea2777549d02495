package dev.switchboard.ingress.identity;

/** It cannot be told now which conversation a customer's message belongs to. */
public final class NotIdentifiedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotIdentifiedException(Throwable cause) {
        super("Redis did not tell who the customer is: " + cause, cause);
    }
}
