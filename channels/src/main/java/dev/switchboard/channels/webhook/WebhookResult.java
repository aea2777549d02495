package dev.switchboard.channels.webhook;

import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.common.event.ProviderStatusReceived;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Result of receiving a webhook. */
public sealed interface WebhookResult {

    /** Parses a webhook whose signature was verified, so that it may be replayed if that fails. */
    static WebhookResult verified(Supplier<Accepted> contents) {
        try {
            return contents.get();
        } catch (MalformedWebhookException e) {
            return Rejected.verified(WebhookOutcome.MALFORMED, e.reason(), e.reason());
        } catch (RuntimeException e) {
            Logger.getLogger(WebhookResult.class)
                    .error("Verified webhook not parsed", LoggableFailure.of(e));
            var reason = "the webhook could not be handled";
            return Rejected.verified(WebhookOutcome.FAILED, reason, reason);
        }
    }

    /**
     * Verified and parsed.
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
            implements WebhookResult {
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

        public boolean isEmpty() {
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

    /**
     * Not verified, not parsable or not published.
     *
     * @param reason shown to the sender
     * @param note for the webhook log
     * @param isVerified whether it comes from the provider, so that it may be replayed
     */
    record Rejected(WebhookOutcome outcome, String reason, String note, boolean isVerified)
            implements WebhookResult {
        public Rejected {
            reason = Excerpt.of(reason);
            note = Excerpt.of(note);
        }

        /** Webhook that is not proved to come from the provider. */
        public Rejected(WebhookOutcome outcome, String reason) {
            this(outcome, reason, reason, false);
        }

        public static Rejected verified(WebhookOutcome outcome, String reason, String note) {
            return new Rejected(outcome, reason, note, true);
        }
    }
}
