package dev.switchboard.localstack.supervisor;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * What a person at the terminal sees of a stack: a line for each step, then where everything is.
 */
final class Terminal implements StackReport {
    private final PrintStream out;
    private final long begin = System.nanoTime();
    private volatile boolean stopping;

    Terminal(PrintStream out) {
        this.out = out;
    }

    @Override
    public void ready(String part, Duration took) {
        say("  %-10s ready after %s", part, seconds(took));
    }

    /** Nothing is a problem any more once people have asked for the end. */
    @Override
    public void problem(String line) {
        if (!stopping) {
            say("! %s", line);
        }
    }

    void welcome(LocalStack stack) {
        say("");
        say("  Phone          %s", stack.url("simulator"));
        say("  Operator API   %s/api/v1", stack.url("operator"));
        say("                 Authorization: Bearer %s", stack.env("SWITCHBOARD_API_TOKEN"));
        say("  Webhooks       %s (Twilio)", stack.env("TWILIO_WEBHOOK_URL"));
        say("                 %s (Meta)", stack.env("META_WEBHOOK_URL"));
        say("  Secrets        %s", stack.state().env());
        say("  Logs           %s", stack.state().root().resolve("logs"));
        say("");
        say(
                "READY after %s. Open the phone and write to the business; Ctrl-C stops"
                        + " everything.",
                sinceBegin());
    }

    void stopping() {
        say("");
        say("Stopping");
        stopping = true;
    }

    void stopped() {
        say("Stopped; the state stays in .switchboard for the next start");
    }

    private String sinceBegin() {
        return seconds(Duration.ofNanos(System.nanoTime() - begin));
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    private synchronized void say(String format, Object... arguments) {
        out.printf(Locale.ROOT, format + "%n", arguments);
        out.flush();
    }
}
