package dev.switchboard.benchmarks.pipeline;

/** A measurement that cannot go on; the message says why in words for the person who runs it. */
public final class MeasurementException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MeasurementException(String message) {
        super(message);
    }

    MeasurementException(String message, Throwable cause) {
        super(message + ": " + cause, cause);
    }
}
