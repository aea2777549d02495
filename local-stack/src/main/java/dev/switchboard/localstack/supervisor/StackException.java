package dev.switchboard.localstack.supervisor;

/** The stack cannot do what was asked; the message is one line for a person. */
public final class StackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StackException(String message) {
        super(message);
    }
}
