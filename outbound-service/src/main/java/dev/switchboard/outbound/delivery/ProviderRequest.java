package dev.switchboard.outbound.delivery;

import dev.switchboard.channels.send.Deadline;
import dev.switchboard.channels.send.MessageSenders;
import dev.switchboard.channels.send.Permit;
import dev.switchboard.channels.send.SendFailure;
import dev.switchboard.channels.send.SendResult;
import dev.switchboard.outbound.fence.FenceSettings;
import dev.switchboard.outbound.limit.SendCircuitBreakers;
import dev.switchboard.outbound.part.DeliveryMeters;
import dev.switchboard.outbound.part.DeliverySettings;
import dev.switchboard.transcript.part.PartStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Request of an attempt to the provider, which is made only if the attempt is not too old. */
@ApplicationScoped
public class ProviderRequest {
    private static final Logger LOG = Logger.getLogger(ProviderRequest.class);

    private final MessageSenders senders;
    private final PartStore parts;
    private final DeliveryMeters meters;
    private final SendCircuitBreakers circuitBreakers;
    private final FenceSettings fence;
    private final Duration maxStartDelay;

    ProviderRequest(
            MessageSenders senders,
            PartStore parts,
            DeliveryMeters meters,
            SendCircuitBreakers circuitBreakers,
            FenceSettings fence,
            DeliverySettings settings) {
        this.senders = senders;
        this.parts = parts;
        this.meters = meters;
        this.circuitBreakers = circuitBreakers;
        this.fence = fence;
        // An instance that finds the part SENDING sends it only after the whole reconcile timeout.
        this.maxStartDelay = settings.reconcileTimeout().dividedBy(2);
    }

    /** Deadline of the start of an attempt that begins now. */
    Deadline startDeadline() {
        return Deadline.in(maxStartDelay);
    }

    SendAttempt.Result send(SendAttempt attempt, Deadline deadline) {
        if (attempt.startDeadline().hasPassed()) {
            return tooLate(attempt);
        }
        var prevented = new AtomicBoolean();
        var permit = new Permit(deadline, () -> mayStart(attempt, deadline, prevented));
        var result = meters.measure(attempt.part(), () -> request(attempt, permit));
        if (prevented.get()) {
            return tooLate(attempt);
        }
        circuitBreakers.onResult(attempt.outgoing().conversation(), result);
        return attempt.result(result);
    }

    /**
     * Joins the fence's transaction, if there is one, and fails if the lock was lost with its
     * session; then the send is prevented, too.
     */
    private boolean mayStart(SendAttempt attempt, Deadline deadline, AtomicBoolean prevented) {
        prevented.set(true);
        var idle = deadline.remaining().plus(fence.margin());
        var may = parts.mayStart(attempt.part().id(), attempt.started(), maxStartDelay, idle);
        prevented.set(!may);
        return may;
    }

    private SendResult request(SendAttempt attempt, Permit permit) {
        try {
            return senders.on(attempt.part().channel()).send(attempt.outgoing(), permit);
        } catch (InterruptedException e) {
            // The flag is not set again: it would break the transaction that stores the result.
            return new SendResult.Refused(SendFailure.notSent("told to stop"));
        }
    }

    private static SendAttempt.Result tooLate(SendAttempt attempt) {
        LOG.infof("Send delayed for too long, part not sent part=%s", attempt.part().id());
        return attempt.prevented(SendFailure.notSent("held up for too long"));
    }
}
