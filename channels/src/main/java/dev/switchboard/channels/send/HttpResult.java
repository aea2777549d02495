package dev.switchboard.channels.send;

/** Result of one HTTP request. */
public sealed interface HttpResult {

    /** Text for logs and operators, without the body. */
    default String description(String provider) {
        return switch (this) {
            case NotSent(var reason) -> reason;
            case Lost(var reason) -> reason;
            case Answered(var status, _) -> provider + " answered " + status;
        };
    }

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
