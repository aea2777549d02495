package dev.switchboard.outbound.status;

import dev.switchboard.channels.send.FailureClass;
import dev.switchboard.channels.send.MessageSenders;
import dev.switchboard.common.event.DeliveryStatus;
import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.outbound.limit.SendCircuitBreakers;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartFailure;
import dev.switchboard.transcript.part.PartStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/** Handles failures reported by status, after the provider had accepted the part. */
@ApplicationScoped
public class AsyncFailures {
    private static final Logger LOG = Logger.getLogger(AsyncFailures.class);

    private final MessageSenders senders;
    private final PartStore parts;
    private final ConversationStore conversations;
    private final SendCircuitBreakers circuitBreakers;
    private final InstantSource clock;

    AsyncFailures(
            MessageSenders senders,
            PartStore parts,
            ConversationStore conversations,
            SendCircuitBreakers circuitBreakers,
            InstantSource clock) {
        this.senders = senders;
        this.parts = parts;
        this.conversations = conversations;
        this.circuitBreakers = circuitBreakers;
        this.clock = clock;
    }

    /** Empty if the status is no failure; one without a code is permanent, as unknown codes are. */
    Optional<FailureClass> classOf(ProviderStatusReceived status) {
        return Optional.of(status)
                .filter(it -> it.status() == DeliveryStatus.FAILED)
                .map(it ->
                        it.errorCode()
                                .map(code -> senders.on(it.channel()).classOf(code))
                                .orElse(FailureClass.PERMANENT));
    }

    /**
     * Ends the rest of the reply or delays sends, by the failure's class.
     *
     * @param at when the provider found it: later messages of the customer take precedence
     */
    void handle(Part part, FailureClass failure, Instant at) {
        warn(part, failure);
        if (failure == FailureClass.OPTED_OUT) {
            conversations.recordOptOut(part.conversation(), at);
        }
        if (failure.endsReply()) {
            part.failure().ifPresent(reason -> parts.failed(part.id(), reason, clock.instant()));
        }
        conversations
                .find(part.conversation())
                .ifPresent(conversation -> circuitBreakers.onFailure(conversation, failure));
    }

    private static void warn(Part part, FailureClass failure) {
        LOG.logf(
                failure == FailureClass.CONFIGURATION ? Level.ERROR : Level.WARN,
                "Part failed after it was accepted part=%s provider=%s code=%s class=%s",
                part.id(),
                part.channel().wireName(),
                part.failure().map(PartFailure::code).orElse("none"),
                failure);
    }
}
