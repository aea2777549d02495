package dev.switchboard.localstack.supervisor;

import java.time.Duration;

/** Is told what happens to the parts of a stack; called from several threads. */
public interface StackReport {

    /** The part answers; {@code took} since its start. */
    void ready(String part, Duration took);

    /** Something a person should see, in one line. */
    void problem(String line);

    /** Says nothing. */
    static StackReport silent() {
        return new StackReport() {
            @Override
            public void ready(String part, Duration took) {}

            @Override
            public void problem(String line) {}
        };
    }
}
