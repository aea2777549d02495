package dev.switchboard.outbound.delivery;

import dev.switchboard.channels.send.Deadline;
import dev.switchboard.channels.send.MessageSenders;
import dev.switchboard.channels.send.Permit;
import dev.switchboard.channels.send.SendFailure;
import dev.switchboard.channels.send.SendResult;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.outbound.fence.FencedAttempt;
import dev.switchboard.outbound.limit.SendCircuitBreakers;
import dev.switchboard.outbound.part.DeliveryMeters;
import dev.switchboard.outbound.part.DeliverySettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Request of an attempt to the provider, which is made only if the attempt is not too old. */
@ApplicationScoped
public class ProviderRequest {
    private static final Logger LOG = Logger.getLogger(ProviderRequest.class);

    private final MessageSenders senders;
    private final DeliveryMeters meters;
    private final SendCircuitBreakers circuitBreakers;
    private final Duration maxStartDelay;

    ProviderRequest(
            MessageSenders senders,
            DeliveryMeters meters,
            SendCircuitBreakers circuitBreakers,
            DeliverySettings settings) {
        this.senders = senders;
        this.meters = meters;
        this.circuitBreakers = circuitBreakers;
        // An instance that finds the part SENDING sends it only after the whole reconcile timeout.
        this.maxStartDelay = settings.reconcileTimeout().dividedBy(2);
    }

    /** Deadline of the start of an attempt that begins now. */
    Deadline startDeadline() {
        return Deadline.in(maxStartDelay);
    }

    /** The attempt as the fence is asked for it. */
    FencedAttempt fenced(ReplyDecided reply, SendAttempt attempt) {
        var part = attempt.part();
        return new FencedAttempt(
                part.conversation(), reply.epoch(), part.id(), attempt.started(), maxStartDelay);
    }

    /**
     * @param permit asked by the channel's sender right before the body leaves; a check that fails
     *     prevents the send, too
     */
    SendAttempt.Result send(SendAttempt attempt, Permit permit) {
        if (attempt.startDeadline().hasPassed()) {
            return prevented(attempt);
        }
        var prevented = new AtomicBoolean();
        var watched = new Permit(permit.deadline(), () -> isPermitted(permit, prevented));
        var result =
                meters.measure(attempt.part(), () -> request(attempt, watched), prevented::get);
        if (prevented.get()) {
            return prevented(attempt);
        }
        circuitBreakers.onResult(attempt.outgoing().conversation(), result);
        return attempt.result(result);
    }

    private static boolean isPermitted(Permit permit, AtomicBoolean prevented) {
        prevented.set(true);
        var permitted = permit.check().getAsBoolean();
        prevented.set(!permitted);
        return permitted;
    }

    private SendResult request(SendAttempt attempt, Permit permit) {
        try {
            return senders.on(attempt.part().channel()).send(attempt.outgoing(), permit);
        } catch (InterruptedException e) {
            // The flag is not set again: it would break the transaction that stores the result.
            return new SendResult.Refused(SendFailure.notSent("told to stop"));
        }
    }

    private static SendAttempt.Result prevented(SendAttempt attempt) {
        LOG.infof(
                "Send delayed for too long or taken over, part not sent part=%s",
                attempt.part().id());
        return attempt.prevented(SendFailure.notSent("held up for too long"));
    }
}
