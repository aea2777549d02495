package dev.switchboard.localstack.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Sends POSIX signals, of which Java itself knows only two. */
final class Signals {
    private Signals() {}

    /**
     * Sends the signal and returns when it is delivered; a process that is already gone is no
     * error.
     */
    static void send(String name, long pid) {
        try {
            new ProcessBuilder("bash", "-c", "kill -s \"$0\" \"$1\"", name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot send " + name + " to process " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
