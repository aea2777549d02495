package dev.switchboard.localstack.simulator.input;

/** A caller of the simulator wrote something it cannot use; the message names the field. */
public final class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String field;

    public BadInputException(String field, String why) {
        super(field + ": " + why);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
