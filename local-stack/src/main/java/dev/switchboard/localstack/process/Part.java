package dev.switchboard.localstack.process;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * One program of the local stack: how it is started, how it shows that it is ready, how it is asked
 * to stop.
 */
public interface Part {

    /** The name people use for it: of its pid file, its log and its line on the terminal. */
    String name();

    /**
     * Puts on disk what the program needs and returns its command line; safe to call before every
     * start.
     */
    List<String> command() throws IOException;

    /** The program's whole environment. */
    Map<String, String> environment();

    /** Whether it does its work now; asked again and again while it starts. */
    boolean isReady();

    /** The signal, without {@code SIG}, on which it stops cleanly and soon. */
    default String stopSignal() {
        return "TERM";
    }
}
