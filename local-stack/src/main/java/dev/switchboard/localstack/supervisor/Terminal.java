package dev.switchboard.localstack.supervisor;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Terminal output of a stack: a line for each step, then the addresses. */
final class Terminal implements StackListener {
    private final PrintStream out;
    private final long begin = System.nanoTime();
    private volatile boolean stopping;

    Terminal(PrintStream out) {
        this.out = out;
    }

    @Override
    public void ready(String program, Duration took) {
        print("  %-10s ready after %s", program, seconds(took));
    }

    /** Prints nothing once the stack is being stopped. */
    @Override
    public void problem(String line) {
        if (!stopping) {
            print("! %s", line);
        }
    }

    void welcome(LocalStack stack) {
        print("");
        print("  Phone          %s", stack.url("simulator"));
        print("  Operator API   %s/api/v1", stack.url("operator"));
        print("                 Authorization: Bearer %s", stack.env("SWITCHBOARD_API_TOKEN"));
        print("  Webhooks       %s (Twilio)", stack.env("TWILIO_WEBHOOK_URL"));
        print("                 %s (Meta)", stack.env("META_WEBHOOK_URL"));
        print("  Secrets        %s", stack.state().env());
        print("  Logs           %s", stack.state().root().resolve("logs"));
        print("");
        print(
                "READY after %s. Open the phone and write to the business; Ctrl-C stops"
                        + " everything.",
                sinceBegin());
    }

    void devMode(String service) {
        print("");
        print("Starting %s in dev mode; the first time, Maven fetches what that needs", service);
    }

    void trainingStarted(Path log) {
        print("");
        print("  Making start caches in the background; the next start is faster (%s)", log);
    }

    void trainingEnded(boolean made, Path log) {
        if (made) {
            print("  Start caches made");
        } else {
            problem("Start caches could not be made; the next start tries again (" + log + ")");
        }
    }

    void stopping() {
        print("");
        print("Stopping");
        stopping = true;
    }

    void stopped() {
        print("Stopped; the state stays in .switchboard for the next start");
    }

    private String sinceBegin() {
        return seconds(Duration.ofNanos(System.nanoTime() - begin));
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    private synchronized void print(String format, Object... arguments) {
        out.printf(Locale.ROOT, format + "%n", arguments);
        out.flush();
    }
}
