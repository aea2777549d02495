package dev.switchboard.aiworker.history;

import dev.switchboard.common.content.Content;
import dev.switchboard.common.event.MessageReceived;
import java.util.List;
import java.util.Optional;

/**
 * Command by which a customer begins a new session: a message that is {@code /reset} as a whole.
 */
public final class SessionReset {
    private static final String COMMAND = "/reset";

    private SessionReset() {}

    /** Returns the last command among the messages. */
    public static Optional<MessageReceived> last(List<MessageReceived> messages) {
        return messages.stream().filter(SessionReset::isReset).reduce((_, later) -> later);
    }

    /** Returns the messages after the last command; all, if there is none. */
    public static List<MessageReceived> messagesAfter(List<MessageReceived> messages) {
        return last(messages)
                .map(reset -> messages.subList(messages.indexOf(reset) + 1, messages.size()))
                .orElse(messages);
    }

    private static boolean isReset(MessageReceived message) {
        return message.content() instanceof Content.Text(var body)
                && body.strip().equalsIgnoreCase(COMMAND);
    }
}
