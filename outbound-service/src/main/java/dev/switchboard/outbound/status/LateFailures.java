package dev.switchboard.outbound.status;

import dev.switchboard.model.event.DeliveryStatus;
import dev.switchboard.model.event.ProviderStatusReceived;
import dev.switchboard.outbound.delivery.Brakes;
import dev.switchboard.outbound.provider.FailureClass;
import dev.switchboard.outbound.provider.Providers;
import dev.switchboard.transcript.conversation.ConversationEntity;
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

/** What a failure asks of us that is told after the provider had taken the part. */
@ApplicationScoped
public class LateFailures {
    private static final Logger LOG = Logger.getLogger(LateFailures.class);

    private final Providers providers;
    private final PartStore parts;
    private final ConversationStore conversations;
    private final Brakes brakes;
    private final InstantSource clock;

    LateFailures(
            Providers providers,
            PartStore parts,
            ConversationStore conversations,
            Brakes brakes,
            InstantSource clock) {
        this.providers = providers;
        this.parts = parts;
        this.conversations = conversations;
        this.brakes = brakes;
        this.clock = clock;
    }

    /**
     * Empty where the status tells no failure; one without a code is for good, as unknown ones are.
     */
    Optional<FailureClass> classOf(ProviderStatusReceived status) {
        return Optional.of(status)
                .filter(it -> it.status() == DeliveryStatus.FAILED)
                .map(it ->
                        it.errorCode()
                                .map(code -> providers.on(it.channel()).classOf(code))
                                .orElse(FailureClass.PERMANENT));
    }

    /**
     * Keeps the rest of the reply from being sent, or slows sends down, as the failure demands.
     *
     * @param at when the provider found it: what a customer has said since counts more
     */
    void heed(Part part, FailureClass failure, Instant at) {
        warn(part, failure);
        if (failure == FailureClass.OPTED_OUT) {
            conversations.optedOut(part.conversation(), at);
        }
        if (failure.endsReply()) {
            part.failure().ifPresent(why -> parts.failed(part.id(), why, clock.instant()));
        }
        conversations
                .find(part.conversation())
                .map(ConversationEntity::key)
                .ifPresent(conversation -> brakes.noteLate(conversation, failure));
    }

    private static void warn(Part part, FailureClass failure) {
        LOG.logf(
                failure == FailureClass.CONFIGURATION ? Level.ERROR : Level.WARN,
                "The part has failed after it was taken part=%s provider=%s code=%s class=%s",
                part.id(),
                part.channel().wireName(),
                part.failure().map(PartFailure::code).orElse("none"),
                failure);
    }
}
