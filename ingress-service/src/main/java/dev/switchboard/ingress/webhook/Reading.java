package dev.switchboard.ingress.webhook;

import dev.switchboard.ingress.identity.IdentityChange;
import dev.switchboard.model.event.ProviderStatusReceived;
import java.util.List;

/** What a webhook turned out to be. */
public sealed interface Reading {

    /** What a genuine webhook says, understood or not. */
    static Reading of(Verification.Contents contents) {
        try {
            return contents.read();
        } catch (MalformedWebhookException e) {
            return new Refused(Verdict.MALFORMED, e.reason());
        }
    }

    /**
     * Genuine and understood.
     *
     * @param identityChanges what it says of customers who are known by another number or user id
     *     from now on
     * @param ignored what it also held and nobody is to act on, such as our own messages coming
     *     back; it goes to the webhook log
     * @param malformed which of its items could not be read, and why; they cost the others nothing
     */
    record Accepted(
            List<CustomerMessage> messages,
            List<ProviderStatusReceived> statuses,
            List<IdentityChange> identityChanges,
            List<String> ignored,
            List<String> malformed)
            implements Reading {
        public Accepted {
            identityChanges = List.copyOf(identityChanges);
            messages = List.copyOf(messages);
            statuses = List.copyOf(statuses);
            ignored = ignored.stream().map(Excerpt::of).toList();
            malformed = malformed.stream().map(Excerpt::of).toList();
        }

        /** All of it could be read. */
        public Accepted(
                List<CustomerMessage> messages,
                List<ProviderStatusReceived> statuses,
                List<String> ignored) {
            this(messages, statuses, List.of(), ignored, List.of());
        }

        boolean isEmpty() {
            return messages.isEmpty() && statuses.isEmpty() && identityChanges.isEmpty();
        }

        public static Accepted message(CustomerMessage message) {
            return new Accepted(List.of(message), List.of(), List.of());
        }

        public static Accepted status(ProviderStatusReceived status) {
            return new Accepted(List.of(), List.of(status), List.of());
        }

        public static Accepted nothing(String because) {
            return new Accepted(List.of(), List.of(), List.of(because));
        }
    }

    /** Not genuine, or not understood. */
    record Refused(Verdict verdict, String reason) implements Reading {
        public Refused {
            reason = Excerpt.of(reason);
        }
    }
}
