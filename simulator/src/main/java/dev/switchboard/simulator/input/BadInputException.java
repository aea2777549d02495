package dev.switchboard.simulator.input;

/** Unusable input of the simulator's caller; the message names the field. */
public final class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String field;

    public BadInputException(String field, String problem) {
        super(field + ": " + problem);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
