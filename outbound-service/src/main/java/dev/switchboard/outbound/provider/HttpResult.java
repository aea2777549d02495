package dev.switchboard.outbound.provider;

/** Result of one HTTP request. */
public sealed interface HttpResult {

    /** The server answered, with any status. */
    record Answered(int status, String body) implements HttpResult {

        public boolean isServerError() {
            return status >= 500;
        }

        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    /** No byte of the body was sent, and none will be. */
    record NotSent(String reason) implements HttpResult {}

    /** The body was handed to the network and no response came: the outcome is unknown. */
    record Lost(String reason) implements HttpResult {}
}
