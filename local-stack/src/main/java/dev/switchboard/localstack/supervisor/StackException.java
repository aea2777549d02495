package dev.switchboard.localstack.supervisor;

/** The stack cannot do what was asked, for a reason that a person can be told in one line. */
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
