package dev.switchboard.localstack.process;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** One program of the local stack: its command line, readiness check and stop signal. */
public interface Program {

    /** Name of the program, of its pid file and of its log. */
    String name();

    /**
     * Prepares the program's files and returns its command line; safe to call before every start.
     */
    List<String> command() throws IOException;

    /** The program's whole environment. */
    Map<String, String> environment();

    /** Readiness check, polled while the program starts. */
    boolean isReady();

    /**
     * Priority that the program gives up to others while all processors are busy, as of {@code
     * nice}: with 5 it gets a third of what one with 0 gets.
     */
    default int niceness() {
        return 0;
    }

    /** Signal, without {@code SIG}, that stops the program cleanly. */
    default String stopSignal() {
        return "TERM";
    }
}
