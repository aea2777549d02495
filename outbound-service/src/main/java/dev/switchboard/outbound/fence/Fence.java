package dev.switchboard.outbound.fence;

import dev.switchboard.channels.send.Deadline;
import dev.switchboard.channels.send.Permit;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.transcript.ownership.Ownership;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.part.SendPermissions;
import dev.switchboard.transcript.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request leave only while the AI owns the conversation under the epoch at which it was
 * decided, and only for the part's newest attempt. Once a takeover has returned, nothing decided
 * before it starts: from right before the request's body until its result is stored, the action
 * holds the conversation's lock shared, which a takeover takes exclusively. A process paused while
 * it holds the lock loses it to PostgreSQL's idle-in-transaction timeout and finds its deadline
 * passed when it resumes.
 */
@ApplicationScoped
public class Fence {
    private final Database database;
    private final SendPermissions permissions;
    private final OwnershipStore ownership;
    private final FenceSettings settings;

    public Fence(
            Database database,
            SendPermissions permissions,
            OwnershipStore ownership,
            FenceSettings settings) {
        this.database = database;
        this.permissions = permissions;
        this.ownership = ownership;
        this.settings = settings;
    }

    /**
     * Runs an action in a transaction that the database begins with the permit's check, so that
     * nothing is open or locked while the action prepares its request.
     *
     * @throws RuntimeException when {@code action} failed while it ran: its outcome is unknown
     */
    public <T> FenceResult<T> run(FencedAttempt attempt, FencedAction<T> action) {
        var execution = new Execution<T>(attempt);
        try {
            return database.inNewTransaction(() -> execution.run(action));
        } catch (RuntimeException e) {
            return execution.resultAfter(e);
        }
    }

    /**
     * Runs an action that is allowed whoever the owner is, for the part's newest attempt only; its
     * result is not stored.
     */
    public <T> FenceResult<T> runWithoutLock(FencedAttempt attempt, FencedAction<T> action) {
        var permit =
                new Permit(
                        Deadline.in(settings.maxLockDuration()),
                        () ->
                                permissions.isCurrent(
                                        attempt.part(),
                                        attempt.started().attempt(),
                                        attempt.startDeadline()));
        return new FenceResult.Unstored<>(action.action().apply(permit));
    }

    /** Returns whether an action of this epoch is allowed, until the ownership changes. */
    boolean allows(ConversationId conversation, long epoch) {
        return allows(ownership.current(conversation), epoch);
    }

    private boolean allows(Ownership current, long epoch) {
        return current.isOwnedByAiSince(epoch);
    }

    /** Answer to a request that is about to leave. */
    private enum Decision {
        ALLOWED,
        /** The ownership has changed. */
        DENIED,
        /** Another attempt has taken the part up, or could have. */
        SUPERSEDED
    }

    /** Progress of one action. */
    private final class Execution<T> {
        private final FencedAttempt attempt;
        private final Deadline deadline =
                Deadline.in(settings.maxLockDuration().minus(settings.margin()));
        private @Nullable Decision decision;
        private @Nullable RuntimeException failure;
        private boolean running;
        private @Nullable T result;

        private Execution(FencedAttempt attempt) {
            this.attempt = attempt;
        }

        private FenceResult<T> run(FencedAction<T> action) {
            running = true;
            var outcome =
                    action.action().apply(new Permit(deadline, () -> decide() == Decision.ALLOWED));
            running = false;
            // Asked also where no request was made, so that a part that nobody can send is denied.
            if (decide() == Decision.DENIED) {
                action.storeDenied().run();
                return new FenceResult.Denied<>();
            }
            result = outcome;
            action.store().accept(outcome);
            return new FenceResult.Completed<>(outcome);
        }

        /** Asks once; a failure is an answer too. */
        private Decision decide() {
            if (failure != null) {
                throw failure;
            }
            if (decision == null) {
                try {
                    decision = ask();
                } catch (RuntimeException e) {
                    failure = e;
                    throw e;
                }
            }
            return decision;
        }

        /** PostgreSQL frees the lock when the action must have ended, also of a paused process. */
        private Decision ask() {
            var permission =
                    permissions.lock(
                            attempt.conversation(),
                            attempt.part(),
                            attempt.started().attempt(),
                            attempt.startDeadline(),
                            settings.lockTimeout(),
                            deadline.remaining().plus(settings.margin()));
            if (!allows(permission.ownership(), attempt.epoch())) {
                return Decision.DENIED;
            }
            return permission.isCurrent() ? Decision.ALLOWED : Decision.SUPERSEDED;
        }

        /** For the case that the transaction has failed. */
        private FenceResult<T> resultAfter(RuntimeException e) {
            if (running) {
                throw e;
            }
            return result == null
                    ? new FenceResult.NotStarted<>(e)
                    : new FenceResult.Unstored<>(result);
        }
    }
}
