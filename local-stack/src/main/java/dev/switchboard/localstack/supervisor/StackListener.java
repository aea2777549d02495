package dev.switchboard.localstack.supervisor;

import java.time.Duration;

/** Listener to the programs of a stack; called from several threads. */
public interface StackListener {

    /** Called when the program is ready, {@code took} after its start. */
    void ready(String program, Duration took);

    /** Called with a problem that a person should see, in one line. */
    void problem(String line);

    /** Listener that ignores everything. */
    static StackListener silent() {
        return new StackListener() {
            @Override
            public void ready(String program, Duration took) {}

            @Override
            public void problem(String line) {}
        };
    }
}
