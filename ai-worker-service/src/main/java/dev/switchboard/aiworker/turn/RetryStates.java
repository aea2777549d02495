package dev.switchboard.aiworker.turn;

import dev.switchboard.aiworker.model.GuardedModel;
import dev.switchboard.aiworker.model.RetryPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** Creates the retry state of each turn batch that is taken up. */
@ApplicationScoped
public class RetryStates {
    private final RetryPolicy policy;
    private final GuardedModel model;
    private final InstantSource clock;

    RetryStates(RetryPolicy policy, GuardedModel model, InstantSource clock) {
        this.policy = policy;
        this.model = model;
        this.clock = clock;
    }

    RetryState start() {
        return new RetryState(policy, model::tryAcquire, clock);
    }
}
