package dev.switchboard.localstack.supervisor;

/** Failure of a stack operation, with a reason of one line for people. */
public final class StackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public StackException(String reason) {
        super(reason);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
