package dev.switchboard.aiworker.turn;

import dev.switchboard.aiworker.model.ModelGate;
import dev.switchboard.aiworker.model.Patience;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** Begins efforts for questions that are taken up. */
@ApplicationScoped
public class Efforts {
    private final Patience patience;
    private final ModelGate gate;
    private final InstantSource clock;

    Efforts(Patience patience, ModelGate gate, InstantSource clock) {
        this.patience = patience;
        this.gate = gate;
        this.clock = clock;
    }

    Effort begin() {
        return new Effort(patience, gate::waitBeforeNext, clock);
    }
}
