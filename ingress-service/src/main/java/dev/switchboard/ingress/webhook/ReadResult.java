package dev.switchboard.ingress.webhook;

import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.ingress.identity.IdentityChange;
import java.util.List;

/** Result of reading a webhook. */
public sealed interface ReadResult {

    /** Reads the contents of a genuine webhook. */
    static ReadResult of(Verification.Contents contents) {
        try {
            return contents.read();
        } catch (MalformedWebhookException e) {
            return new Refused(WebhookOutcome.MALFORMED, e.reason());
        }
    }

    /**
     * Genuine and parsed.
     *
     * @param identityChanges changes of customers' numbers or user ids
     * @param ignored items that need no action, such as our own messages coming back; for the
     *     webhook log
     * @param malformed items that could not be parsed, with the reason; the others are not affected
     */
    record Accepted(
            List<ParsedMessage> messages,
            List<ProviderStatusReceived> statuses,
            List<IdentityChange> identityChanges,
            List<String> ignored,
            List<String> malformed)
            implements ReadResult {
        public Accepted {
            identityChanges = List.copyOf(identityChanges);
            messages = List.copyOf(messages);
            statuses = List.copyOf(statuses);
            ignored = ignored.stream().map(Excerpt::of).toList();
            malformed = malformed.stream().map(Excerpt::of).toList();
        }

        /** Webhook of which all items could be parsed. */
        public Accepted(
                List<ParsedMessage> messages,
                List<ProviderStatusReceived> statuses,
                List<String> ignored) {
            this(messages, statuses, List.of(), ignored, List.of());
        }

        boolean isEmpty() {
            return messages.isEmpty() && statuses.isEmpty() && identityChanges.isEmpty();
        }

        public static Accepted message(ParsedMessage message) {
            return new Accepted(List.of(message), List.of(), List.of());
        }

        public static Accepted status(ProviderStatusReceived status) {
            return new Accepted(List.of(), List.of(status), List.of());
        }

        public static Accepted nothing(String reason) {
            return new Accepted(List.of(), List.of(), List.of(reason));
        }
    }

    /** Not genuine, or not parsable. */
    record Refused(WebhookOutcome outcome, String reason) implements ReadResult {
        public Refused {
            reason = Excerpt.of(reason);
        }
    }
}
