package dev.switchboard.outbound.provider;

/** What became of one HTTP request. */
public sealed interface Exchange {

    /** The server answered, whatever it said. */
    record Answered(int status, String body) implements Exchange {

        public boolean isServerError() {
            return status >= 500;
        }

        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    /** No byte of the body left, and none will. */
    record NotSent(String why) implements Exchange {}

    /** The body was on its way when the trace was lost. */
    record Lost(String why) implements Exchange {}
}
