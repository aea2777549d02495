package dev.switchboard.aiworker.spend;

import dev.switchboard.common.identity.ModelCallId;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Amount that a call may cost, set aside under its ceilings until the call is settled. One that is
 * never settled, because its worker has died, counts as spent after its time.
 */
public final class Reservation {
    private final ModelCallId call;
    private final List<Ceiling> ceilings;
    private final AtomicBoolean isSettled = new AtomicBoolean();

    Reservation(ModelCallId call, List<Ceiling> ceilings) {
        this.call = call;
        this.ceilings = List.copyOf(ceilings);
    }

    ModelCallId call() {
        return call;
    }

    List<Ceiling> ceilings() {
        return ceilings;
    }

    /** True for the first caller. */
    boolean trySettle() {
        return isSettled.compareAndSet(false, true);
    }
}
