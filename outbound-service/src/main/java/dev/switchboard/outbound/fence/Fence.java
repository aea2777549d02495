package dev.switchboard.outbound.fence;

import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.outbound.provider.Deadline;
import dev.switchboard.transcript.control.Control;
import dev.switchboard.transcript.control.ControlStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * Lets something happen only while the AI has a conversation, under the control epoch at which it
 * was decided. Once a takeover has returned, nothing starts that was decided before: both hold the
 * conversation's lock, this one shared, the takeover alone. Whoever is paused while holding it
 * loses it to PostgreSQL's bound on idle transactions, and finds its deadline passed when it wakes;
 * one whose clock stood still as well finds its transaction ended, where it looks once more.
 */
@ApplicationScoped
public class Fence {
    private static final int TRANSACTION_SECONDS = 30;

    private final ControlStore control;
    private final FenceSettings settings;

    public Fence(ControlStore control, FenceSettings settings) {
        this.control = control;
        this.settings = settings;
    }

    /**
     * @throws RuntimeException when {@code crossing} failed in the midst of acting: then nobody
     *     knows whether it was done
     */
    public <T> Passage<T> pass(ConversationId conversation, long epoch, Crossing<T> crossing) {
        var trail = new Trail<T>();
        try {
            return QuarkusTransaction.requiringNew()
                    .timeout(TRANSACTION_SECONDS)
                    .call(() -> cross(conversation, epoch, crossing, trail));
        } catch (RuntimeException e) {
            return trail.after(e);
        }
    }

    private <T> Passage<T> cross(
            ConversationId conversation, long epoch, Crossing<T> crossing, Trail<T> trail) {
        var line = control.currentLocked(conversation, settings.lockWait(), settings.hold());
        var deadline = Deadline.in(settings.hold().minus(settings.margin()));
        if (!isOpen(line, epoch)) {
            crossing.denied();
            return new Passage.Denied<>();
        }
        trail.begun = true;
        var result = crossing.act(deadline);
        trail.result = result;
        crossing.store(result);
        return new Passage.Passed<>(result);
    }

    /** Whether it may happen, as long as nobody takes the line. */
    boolean isOpen(ConversationId conversation, long epoch) {
        return isOpen(control.current(conversation), epoch);
    }

    private boolean isOpen(Control line, long epoch) {
        return line.isWithAiSince(epoch);
    }

    /** How far a crossing came, for when its transaction breaks. */
    private static final class Trail<T> {
        private boolean begun;
        private @Nullable T result;

        private Passage<T> after(RuntimeException failure) {
            if (result != null) {
                return new Passage.Unstored<>(result);
            }
            if (begun) {
                throw failure;
            }
            return new Passage.Unreached<>(failure);
        }
    }
}
