package dev.switchboard.localstack.supervisor;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Rules by which a stack watches its programs.
 *
 * @param budgets restarts of one program
 */
record Supervision(
        StackListener listener,
        Supplier<RestartBudget> budgets,
        Duration readyTimeout,
        Duration stopTimeout) {

    static Supervision of(StackListener listener, Supplier<RestartBudget> budgets) {
        return new Supervision(
                listener, budgets, Duration.ofMinutes(2), SupervisedProgram.STOP_TIMEOUT);
    }

    /** For programs that record, and that get little of the processors; a dead one stays down. */
    static Supervision ofRecording(StackListener listener) {
        return new Supervision(
                listener, RestartBudget::none, Duration.ofMinutes(10), Duration.ofMinutes(5));
    }
}
