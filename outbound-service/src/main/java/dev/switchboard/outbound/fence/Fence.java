package dev.switchboard.outbound.fence;

import dev.switchboard.channels.send.Deadline;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.transcript.ownership.Ownership;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * Runs an action only while the AI owns the conversation under the epoch at which the action was
 * decided. Once a takeover has returned, nothing decided before it starts: an action holds the
 * conversation's lock shared, a takeover exclusively. A process paused while it holds the lock
 * loses it to PostgreSQL's idle-in-transaction timeout and finds its deadline passed when it
 * resumes; if its clock stood still as well, the check right before the request finds the
 * transaction ended.
 */
@ApplicationScoped
public class Fence {
    private final Database database;
    private final OwnershipStore ownership;
    private final FenceSettings settings;

    public Fence(Database database, OwnershipStore ownership, FenceSettings settings) {
        this.database = database;
        this.ownership = ownership;
        this.settings = settings;
    }

    /**
     * @throws RuntimeException when {@code action} failed while it ran: its outcome is unknown
     */
    public <T> FenceResult<T> run(ConversationId conversation, long epoch, FencedAction<T> action) {
        var execution = new Execution<T>();
        try {
            return database.inNewTransaction(
                    () -> runLocked(conversation, epoch, action, execution));
        } catch (RuntimeException e) {
            return execution.resultAfter(e);
        }
    }

    /** Runs an action that is allowed whoever the owner is; its result is not stored. */
    public <T> FenceResult<T> runWithoutLock(FencedAction<T> action) {
        var deadline = Deadline.in(settings.maxLockDuration());
        return new FenceResult.Unstored<>(action.action().apply(deadline));
    }

    private <T> FenceResult<T> runLocked(
            ConversationId conversation,
            long epoch,
            FencedAction<T> action,
            Execution<T> execution) {
        var current =
                ownership.currentLocked(
                        conversation, settings.lockTimeout(), settings.maxLockDuration());
        var deadline = Deadline.in(settings.maxLockDuration().minus(settings.margin()));
        if (!allows(current, epoch)) {
            action.storeDenied().run();
            return new FenceResult.Denied<>();
        }
        execution.started = true;
        var result = action.action().apply(deadline);
        execution.result = result;
        action.store().accept(result);
        return new FenceResult.Completed<>(result);
    }

    /** Returns whether an action of this epoch is allowed, until the ownership changes. */
    boolean allows(ConversationId conversation, long epoch) {
        return allows(ownership.current(conversation), epoch);
    }

    private boolean allows(Ownership current, long epoch) {
        return current.isOwnedByAiSince(epoch);
    }

    /** Progress of one action, for the case that its transaction fails. */
    private static final class Execution<T> {
        private boolean started;
        private @Nullable T result;

        private FenceResult<T> resultAfter(RuntimeException failure) {
            if (result != null) {
                return new FenceResult.Unstored<>(result);
            }
            if (started) {
                throw failure;
            }
            return new FenceResult.NotStarted<>(failure);
        }
    }
}
