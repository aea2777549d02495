package dev.switchboard.outbound.delivery;

import dev.switchboard.outbound.provider.FailureClass;
import dev.switchboard.outbound.provider.SendFailure;
import dev.switchboard.outbound.provider.SendResult;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartFailure;
import dev.switchboard.transcript.part.PartStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What each answer of a provider makes of a part. */
@ApplicationScoped
public class Outcomes {
    private static final Logger LOG = Logger.getLogger(Outcomes.class);

    private final PartStore parts;
    private final ConversationStore conversations;
    private final DeliveryMeters meters;
    private final Duration giveUpAfter;
    private final InstantSource clock;

    Outcomes(
            PartStore parts,
            ConversationStore conversations,
            DeliveryMeters meters,
            DeliverySettings settings,
            InstantSource clock) {
        this.parts = parts;
        this.conversations = conversations;
        this.meters = meters;
        this.giveUpAfter = settings.giveUpAfter();
        this.clock = clock;
    }

    /** Whether the part has been tried for so long that its next refusal is its end. */
    boolean isLastTry(Part part) {
        return clock.instant().isAfter(lastTryAfter(part));
    }

    /** When the part's next refusal begins to be its end. */
    Instant lastTryAfter(Part part) {
        return part.triedSince().plus(giveUpAfter);
    }

    /** Why the part is sent again after this result; empty where it is not. */
    Optional<SendFailure> isTriedAgain(SendResult result, boolean last) {
        return result instanceof SendResult.Refused(var failure) && failure.retryable() && !last
                ? Optional.of(failure)
                : Optional.empty();
    }

    /** Keeps the result; a part of unknown outcome stays {@code SENDING}. May be repeated. */
    void store(Part part, int attempt, SendResult result, boolean last) {
        var now = clock.instant();
        switch (result) {
            case SendResult.Accepted(var providerMessageId) ->
                    parts.accepted(part.id(), providerMessageId, now);
            case SendResult.Refused _ when isTriedAgain(result, last).isPresent() ->
                    parts.postpone(part.id(), attempt, now);
            case SendResult.Refused(var failure) -> {
                if (failure.failureClass() == FailureClass.OPTED_OUT) {
                    conversations.optedOut(part.conversation(), now);
                }
                var why = new PartFailure(failure.code(), failure.text());
                parts.refused(part.id(), attempt, why, now);
            }
            case SendResult.Unknown _ -> {}
        }
    }

    /** Says, once it is kept, what the result was. */
    void tell(Part part, SendResult result, boolean last) {
        switch (result) {
            case SendResult.Accepted _ ->
                    LOG.debugf("Sent part=%s provider=%s", part.id(), part.channel().wireName());
            case SendResult.Refused(var failure)
                    when failure.failureClass() == FailureClass.CONFIGURATION && !last ->
                    LOG.errorf(
                            "The provider refuses our credentials, permissions or number, all sends"
                                    + " of the number wait part=%s provider=%s code=%s",
                            part.id(), part.channel().wireName(), failure.code());
            case SendResult.Refused(var failure) when isTriedAgain(result, last).isPresent() ->
                    LOG.infof(
                            "The provider did not take the part, trying again"
                                    + " part=%s provider=%s code=%s",
                            part.id(), part.channel().wireName(), failure.code());
            case SendResult.Refused(var failure) -> {
                LOG.warnf(
                        "The part has failed part=%s provider=%s code=%s class=%s",
                        part.id(),
                        part.channel().wireName(),
                        failure.code(),
                        failure.failureClass());
                meters.failed(part);
            }
            case SendResult.Unknown(var why) ->
                    LOG.warnf(
                            "Nobody knows whether the part was taken, looking for evidence"
                                    + " part=%s provider=%s why=%s",
                            part.id(), part.channel().wireName(), why);
        }
    }
}
